import type { Rows, Table } from './rows.ts';

interface Kept {
  readonly rows: Map<string, unknown>;
  readonly groups: Map<string, Set<string>>;
}

/** Rows in memory, the present ones only: for a resolver, a replay, and tests. */
export function memoryRows(): Rows & { all<Row>(table: Table<Row>): ReadonlyMap<string, Row> } {
  const tables = new Map<string, Kept>();
  const kept = (table: { readonly name: string }): Kept => {
    const found = tables.get(table.name) ?? { rows: new Map(), groups: new Map() };
    tables.set(table.name, found);
    return found;
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
  };
}
