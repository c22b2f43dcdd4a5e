import { countLeading } from '../halving.ts';
import type { AllRows } from '../memory-rows.ts';
import { groupsOf } from '../memory-rows.ts';
import type { Rows, Table } from '../rows.ts';

interface Version {
  /** Offset of the record that put the row. */
  readonly from: number;
  /** Undefined where the record removed it. */
  readonly row: unknown;
}

interface Versioned {
  /** Ascending by offset. */
  readonly versions: Map<string, Version[]>;
  /** Keys that stand in a group now; null until the table says how its rows are grouped. */
  groups: Map<string, Set<string>> | null;
}

/** A row that a record changed. */
export interface RowChange<Row> {
  readonly key: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** Rows in memory that keep every version, so that what stood at an earlier cut can be read. */
export class VersionedRows implements Rows {
  readonly #tables = new Map<string, Versioned>();
  /** By table, then key: what stood before the record that is folded now. */
  readonly #before = new Map<string, Map<string, unknown>>();
  #offset = -1;

  /**
   * @param from what they hold at first
   * @param offset of the last record before
   */
  constructor(from: AllRows = new Map(), offset = -1) {
    this.#offset = offset;
    for (const [name, rows] of from) {
      const versions = new Map([...rows].map(([key, row]) => [key, [{ from: offset, row }]]));
      this.#tables.set(name, { versions, groups: null });
    }
  }

  /** All rows that stand now. */
  everything(): AllRows {
    return new Map(
      [...this.#tables].map(([name, { versions }]) => {
        const standing = [...versions].map(([key, history]) => [key, history.at(-1)?.row] as const);
        return [name, new Map(standing.filter(([, row]) => row !== undefined))];
      }),
    );
  }

  /** What is put from here on is the doing of the record at this offset. */
  begin(offset: number): void {
    this.#offset = offset;
    this.#before.clear();
  }

  get<Row>(table: Table<Row>, key: string): Row | undefined {
    // what stands under a table's name was put as a row of that table
    return this.#tables.get(table.name)?.versions.get(key)?.at(-1)?.row as Row | undefined;
  }

  /** The row in the prefix before the cut. */
  getAt<Row>(table: Table<Row>, key: string, cut: number): Row | undefined {
    const versions = this.#tables.get(table.name)?.versions.get(key) ?? [];
    return versions[countBefore(versions, cut) - 1]?.row as Row | undefined;
  }

  list<Row>(table: Table<Row>, group: string): readonly Row[] {
    const keys = this.#groupsOf(table).get(group) ?? [];
    return [...keys].toSorted().flatMap((key) => this.get(table, key) ?? []);
  }

  /** All rows that stand now. */
  all<Row>(table: Table<Row>): readonly Row[] {
    const keys = this.#tables.get(table.name)?.versions.keys() ?? [];
    return [...keys].flatMap((key) => this.get(table, key) ?? []);
  }

  put<Row>(table: Table<Row>, key: string, row: Row): void {
    this.#change(table, key, row);
  }

  remove<Row>(table: Table<Row>, key: string): void {
    if (this.get(table, key) !== undefined) this.#change(table, key, undefined);
  }

  /** Rows that differ from what stood before the record that was folded last. */
  changes<Row>(table: Table<Row>): readonly RowChange<Row>[] {
    const before = this.#before.get(table.name) ?? new Map<string, unknown>();
    return [...before].map(([key, row]) => ({
      key,
      before: row as Row | undefined,
      after: this.get(table, key),
    }));
  }

  /** Keys of {@link changes}. */
  changedKeys(table: string): readonly string[] {
    return [...(this.#before.get(table)?.keys() ?? [])];
  }

  #change<Row>(table: Table<Row>, key: string, row: Row | undefined): void {
    const { versions } = this.#tableOf(table.name);
    const groups = this.#groupsOf(table);
    const before = this.get(table, key);
    this.#keepBefore(table.name, key, before);
    const history = versions.get(key) ?? [];
    versions.set(key, history);
    if (history.at(-1)?.from === this.#offset) history.pop();
    history.push({ from: this.#offset, row });
    if (table.group !== undefined) regroup(groups, key, [before, row].map(optional(table.group)));
  }

  #keepBefore(table: string, key: string, before: unknown): void {
    const changed = this.#before.get(table) ?? new Map<string, unknown>();
    this.#before.set(table, changed);
    if (!changed.has(key)) changed.set(key, before);
  }

  #tableOf(name: string): Versioned {
    const known = this.#tables.get(name) ?? { versions: new Map<string, Version[]>(), groups: null };
    this.#tables.set(name, known);
    return known;
  }

  #groupsOf<Row>(table: Table<Row>): Map<string, Set<string>> {
    const known = this.#tableOf(table.name);
    const standing = function* (rows: VersionedRows): Generator<readonly [string, Row]> {
      for (const key of known.versions.keys()) {
        const row = rows.get(table, key);
        if (row !== undefined) yield [key, row];
      }
    };
    return (known.groups ??= groupsOf(table, standing(this)));
  }
}

function optional<Row>(group: (row: Row) => string): (row: Row | undefined) => string | undefined {
  return (row) => (row === undefined ? undefined : group(row));
}

function regroup(
  groups: Map<string, Set<string>>,
  key: string,
  [from, to]: readonly (string | undefined)[],
): void {
  if (from !== undefined) groups.get(from)?.delete(key);
  if (to !== undefined) groups.set(to, (groups.get(to) ?? new Set()).add(key));
}

/** How many versions are older than the cut. */
function countBefore(versions: readonly Version[], cut: number): number {
  return countLeading(versions.length, (index) => (versions[index]?.from ?? cut) < cut);
}
