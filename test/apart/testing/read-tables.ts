import type pg from 'pg';

/**
 * Every version of every row that a live generation holds, as text, by table. How far it is folded is left out, and
 * the log times, among which are those of the import's own records.
 */
export async function readTables(pool: pg.Pool): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows: found } = await pool.query<{ schema: string; name: string }>(
    `select schemaname as schema, tablename as name from pg_tables
     where schemaname = (select 'g' || number from read.generation)
       and tablename not in ('checkpoints', 'ids', 'steps') order by tablename`,
  );
  const tables = new Map<string, readonly string[]>();
  for (const { schema, name } of found) {
    const { rows } = await pool.query<{ row: string }>(
      `select stored::text as row from ${schema}."${name}" as stored order by 1`,
    );
    tables.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return tables;
}

/** Rows that only one of two sets of tables has, the first few of each table. */
export function differencesOf(
  own: ReadonlyMap<string, readonly string[]>,
  expected: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return [...new Set([...own.keys(), ...expected.keys()])].flatMap((table) => {
    const [left, right] = [new Set(own.get(table)), new Set(expected.get(table))];
    const added = [...left.difference(right)].map((row) => `${table} has besides: ${row}`);
    const missing = [...right.difference(left)].map((row) => `${table} lacks: ${row}`);
    return [...added.slice(0, 3), ...missing.slice(0, 3)];
  });
}
