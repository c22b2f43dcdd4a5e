import type { Rows, Table } from '../rows.ts';

/** Writes through to the rows, and can take it all back. */
export class UndoRows implements Rows {
  readonly #rows: Rows;
  readonly #undo: (() => void)[] = [];

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  get<Row>(table: Table<Row>, key: string): Row | undefined {
    return this.#rows.get(table, key);
  }

  list<Row>(table: Table<Row>, group: string): readonly Row[] {
    return this.#rows.list(table, group);
  }

  put<Row>(table: Table<Row>, key: string, row: Row): void {
    this.#remember(table, key);
    this.#rows.put(table, key, row);
  }

  remove<Row>(table: Table<Row>, key: string): void {
    this.#remember(table, key);
    this.#rows.remove(table, key);
  }

  /** Puts back the rows that stood before. */
  undo(): void {
    for (const undo of this.#undo.toReversed()) undo();
    this.#undo.length = 0;
  }

  #remember<Row>(table: Table<Row>, key: string): void {
    const before = this.#rows.get(table, key);
    this.#undo.push(() =>
      before === undefined ? this.#rows.remove(table, key) : this.#rows.put(table, key, before),
    );
  }
}
