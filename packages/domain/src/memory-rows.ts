import type { Rows, Table } from './rows.ts';

interface Kept {
  readonly rows: Map<string, unknown>;
  /** Keys by group; null until the table says how its rows are grouped. */
  groups: Map<string, Set<string>> | null;
}

/** Every row by its table's name and its key. */
export type AllRows = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

export interface MemoryRows extends Rows {
  all<Row>(table: Table<Row>): ReadonlyMap<string, Row>;
  /** All there is; not to be changed. */
  everything(): AllRows;
}

/**
 * Rows in memory, the present ones only: for a resolver, a replay, and tests.
 * @param from what they hold at first
 */
export function memoryRows(from: AllRows = new Map()): MemoryRows {
  const tables = new Map<string, Kept>(
    [...from].map(([name, rows]) => [name, { rows: new Map(rows), groups: null }]),
  );
  const kept = <Row>(
    table: Table<Row>,
  ): Pick<Kept, 'rows'> & { readonly groups: Map<string, Set<string>> } => {
    const found = tables.get(table.name) ?? { rows: new Map<string, unknown>(), groups: null };
    tables.set(table.name, found);
    // what stands in a table was put there as its row
    const groups = (found.groups ??= groupsOf(table, found.rows as ReadonlyMap<string, Row>));
    return { rows: found.rows, groups };
  };
  const leave = <Row>(table: Table<Row>, key: string): void => {
    const { rows, groups } = kept(table);
    // what stands in a table was put there as its row
    const before = rows.get(key) as Row | undefined;
    if (before !== undefined && table.group) groups.get(table.group(before))?.delete(key);
    rows.delete(key);
  };
  return {
    get: <Row>(table: Table<Row>, key: string) => kept(table).rows.get(key) as Row | undefined,
    list: <Row>(table: Table<Row>, group: string) => {
      const { rows, groups } = kept(table);
      return [...(groups.get(group) ?? [])].toSorted().map((key) => rows.get(key) as Row);
    },
    put: (table, key, row) => {
      leave(table, key);
      const { rows, groups } = kept(table);
      rows.set(key, row);
      if (!table.group) return;
      const group = table.group(row);
      groups.set(group, (groups.get(group) ?? new Set()).add(key));
    },
    remove: leave,
    all: <Row>(table: Table<Row>) => kept(table).rows as ReadonlyMap<string, Row>,
    everything: () => new Map([...tables].map(([name, { rows }]) => [name, rows])),
  };
}

/** Keys by group. */
export function groupsOf<Row>(
  { group }: Table<Row>,
  rows: Iterable<readonly [string, Row]>,
): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  if (group === undefined) return groups;
  for (const [key, row] of rows) {
    const name = group(row);
    groups.set(name, (groups.get(name) ?? new Set()).add(key));
  }
  return groups;
}
