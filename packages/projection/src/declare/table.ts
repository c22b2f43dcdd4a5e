import type { Table } from '@casus/domain/rows';

export type ColumnValue = string | number | boolean | null | undefined | readonly (string | number)[];

/** A column of its own for what views filter and sort by. */
export interface Column<Row> {
  /** SQL type, such as `text`, `bigint`, `timestamptz`, `text[]`. */
  readonly type: string;
  /** The value as JSON carries it (a time as ISO 8601); `undefined` is stored as NULL. */
  readonly of: (row: Row, key: string) => ColumnValue;
}

export interface TableShape<Row> {
  readonly columns?: Readonly<Record<string, Column<Row>>>;
  /** What follows `create index on TABLE`, such as `(closes_at) where until_offset is null`. */
  readonly indexes?: readonly string[];
  /** False keeps only the version that stands: for state of the fold that no reader asks the past of. @default true */
  readonly history?: boolean;
}

/**
 * A table of rows in Postgres. Besides its own columns it has `key`, `partition`, `data` (the whole row as jsonb),
 * `group_key` where rows are listed by group, and `from_offset`, `until_offset`: the offsets of the record that
 * wrote this version of the row, and of the one that replaced or removed it (NULL: it stands).
 */
export interface ProjectedTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly indexes: readonly string[];
  readonly keepsHistory: boolean;
  readonly groupOf: ((row: unknown) => string) | undefined;
  /** Values of its own columns, by name. */
  readonly columnValues: (row: unknown, key: string) => Readonly<Record<string, ColumnValue>>;
}

/** What every projected table has. */
const fixedColumns = ['key', 'partition', 'from_offset', 'until_offset', 'group_key', 'data'];
/** What every generation has beside its tables. */
const takenNames = ['checkpoints', 'steps', 'ids', 'parked', 'generation'];

/**
 * Says how rows that a fold keeps are stored. Rows are plain values that JSON carries.
 * @example projectedTable(questions, { columns: { status: { type: 'text', of: (row) => row.status } } })
 * @throws {TypeError} a name that is no plain identifier, or is taken
 */
export function projectedTable<Row>(table: Table<Row>, shape: TableShape<Row> = {}): ProjectedTable {
  const columns = Object.entries(shape.columns ?? {});
  assertNames(
    table.name,
    columns.map(([name]) => name),
  );
  // Rows come back from JSON: what was put into a table is what the table's own functions get.
  const groupOf = table.group && ((row: unknown) => table.group?.(row as Row) ?? '');
  return {
    name: table.name,
    columns: columns.map(([name, { type }]) => ({ name, type })),
    indexes: shape.indexes ?? [],
    keepsHistory: shape.history ?? true,
    groupOf,
    columnValues(row, key) {
      const values: Record<string, ColumnValue> = {};
      for (const [name, { of }] of columns) values[name] = of(row as Row, key);
      return values;
    },
  };
}

function assertNames(table: string, columns: readonly string[]): void {
  for (const name of [table, ...columns])
    if (!/^[a-z][a-z0-9_]{0,49}$/.test(name)) throw new TypeError(`${name} is no plain SQL name`);
  if (takenNames.includes(table) || table.endsWith('_history'))
    throw new TypeError(`${table} is taken: every generation has one`);
  const taken = columns.find((name) => fixedColumns.includes(name));
  if (taken !== undefined) throw new TypeError(`${table}.${taken} is taken: every table has one`);
}
