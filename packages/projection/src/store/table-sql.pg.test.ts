import { schemaFor } from '@casus/testing';
import { expect, test } from 'vitest';
import { projectedTable } from '../declare/table.ts';
import { createTable, endVersions, insertVersions, selectByGroup, selectByKey } from './table-sql.ts';

const ships = projectedTable<{ readonly flag: string }>({ name: 'ships', group: ({ flag }) => flag });

interface Lookup {
  readonly statement: typeof selectByKey;
  readonly item: (key: string) => unknown;
}

test.each<[string, Lookup]>([
  [
    'versions that end',
    { statement: endVersions, item: (key) => ({ key, from_offset: 0, until_offset: 9_000 }) },
  ],
  ['rows by key', { statement: selectByKey, item: (key) => key }],
  ['rows by group', { statement: selectByGroup, item: (key) => key }],
])('%s are looked up in an index, although the table has no statistics', async (_, { statement, item }) => {
  await using db = await schemaFor(import.meta.url);
  await db.pool.query(createTable(db.name, ships));
  await db.pool.query(`alter table ${db.name}.ships set (autovacuum_enabled = off)`);
  const keys = Array.from({ length: 5_000 }, (_key, index) => `ship ${index}`);
  const versions = keys.map((key, from_offset) => ({
    key,
    from_offset,
    group_key: key,
    data: { flag: key },
  }));
  await db.pool.query(insertVersions(db.name, ships), [JSON.stringify(versions), 0]);
  const { rows } = await db.pool.query<{ 'QUERY PLAN': string }>(`explain ${statement(db.name, ships)}`, [
    JSON.stringify(keys.slice(0, 500).map(item)),
    0,
  ]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Index Scan|Bitmap Index Scan/);
  expect(plan).not.toContain('Seq Scan');
});
