import type { Rows, Table } from '@casus/domain/rows';
import type { Wish } from '../declare/projection.ts';
import type { ProjectedTable } from '../declare/table.ts';
import { SeenNames } from './seen-names.ts';
import { timeSlices } from './time-slices.ts';
import { TableRows } from './table-rows.ts';
import type { LoadedRow } from './table-rows.ts';
import type { TableChanges, Version } from './version.ts';
import { Wanted } from './wanted.ts';

/** What a store has of the rows wanted, by table. */
export type LoadedRows = ReadonlyMap<string, readonly LoadedRow[]>;

/** Thrown into a fold that asks for a row that is not at hand. */
class Miss extends Error {
  override readonly name = 'Miss';
}

/** A fold asks for a table that is not of its topic: no record is to blame. */
export class UnknownTable extends TypeError {
  override readonly name = 'UnknownTable';
}

/** `known` throws where a row is not at hand; `guessing` takes it for absent, to learn what will be asked for. */
export type Mode = 'known' | 'guessing';

/** The rows of one partition that are at hand, of all tables of its topic. */
export class PartitionRows implements Rows {
  readonly #tables: ReadonlyMap<string, TableRows>;
  #mode: Mode = 'known';
  #offset = 0;
  #missed = new Wanted();

  /** `areEmpty`: the store has no row of these tables yet, so what was never written need not be asked for. */
  constructor(tables: readonly ProjectedTable[], areEmpty = false) {
    const forgotten = areEmpty ? new SeenNames() : undefined;
    this.#tables = new Map(tables.map((table) => [table.name, new TableRows(table, forgotten)]));
  }

  /** What the record asked for that is not at hand. */
  get missed(): Wanted {
    return this.#missed;
  }

  get<Row>(table: Table<Row>, key: string): Row | undefined {
    return this.#standing(table, key)?.row as Row | undefined; // what stands here was put as a row of this table
  }

  list<Row>(table: Table<Row>, group: string): readonly Row[] {
    const rows = this.#table(table);
    if (!rows.hasGroup(group)) this.#miss({ table, group });
    return rows.list(group) as Row[];
  }

  put<Row>(table: Table<Row>, key: string, row: Row): void {
    this.#write(table, key, { key, row, from: this.#offset, until: null, stored: false, inUse: false });
  }

  remove<Row>(table: Table<Row>, key: string): void {
    this.#write(table, key, null);
  }

  begin(offset: number, mode: Mode): void {
    this.#offset = offset;
    this.#mode = mode;
    this.#missed = new Wanted();
  }

  /** Takes the record's writes back. */
  discard(): void {
    for (const rows of this.#tables.values()) rows.discard();
  }

  /** Keeps the record's writes. */
  keep(): void {
    for (const rows of this.#tables.values()) rows.keep(this.#offset);
  }

  isAtHand(wish: Wish): boolean {
    const rows = this.#table(wish.table);
    return 'key' in wish ? rows.get(wish.key) !== undefined : rows.hasGroup(wish.group);
  }

  absorb(wanted: Wanted, loaded: LoadedRows): void {
    for (const [name, { keys, groups }] of wanted.tables)
      this.#table({ name }).absorb(keys, groups, loaded.get(name) ?? []);
  }

  /** What changed since the last commit; nothing may be folded meanwhile. */
  async changes(): Promise<readonly TableChanges[]> {
    const slices = timeSlices();
    const all: TableChanges[] = [];
    for (const rows of this.#tables.values()) all.push(await rows.changes(slices));
    return all.filter(({ closed, opened }) => closed.length + opened.length > 0);
  }

  /** The store has all changes, or will have them before it gets what comes next. */
  committed(): void {
    for (const rows of this.#tables.values()) rows.committed();
  }

  /** How many rows are at hand. */
  get size(): number {
    return [...this.#tables.values()].reduce((sum, rows) => sum + rows.size, 0);
  }

  /** Only while the store has everything: what is asked for again is loaded. Keeps rows in use, if they are so few. */
  async forget(mostKept = 0): Promise<void> {
    const tables = [...this.#tables.values()];
    const keepsInUse = tables.reduce((sum, { inUse }) => sum + inUse, 0) <= mostKept;
    const slices = timeSlices();
    for (const rows of tables) await rows.forget(keepsInUse, slices);
  }

  #write(table: { readonly name: string }, key: string, version: Version | null): void {
    this.#standing(table, key);
    this.#table(table).write(key, version);
  }

  #standing(table: { readonly name: string }, key: string): Version | null {
    const version = this.#table(table).get(key);
    if (version === undefined) this.#miss({ table, key });
    return version ?? null;
  }

  #miss(wish: Wish): void {
    this.#missed.add(wish);
    if (this.#mode === 'known') throw new Miss('a row is not at hand');
  }

  #table({ name }: { readonly name: string }): TableRows {
    const rows = this.#tables.get(name);
    if (rows === undefined) throw new UnknownTable(`no projection of this topic has a table ${name}`);
    return rows;
  }
}
