import pg from 'pg';
import { expect, test } from 'vitest';
import { freshDatabase, schemaFor } from './postgres.ts';

test('two schemas of one file do not see each other', async () => {
  await using first = await schemaFor(import.meta.url);
  await using second = await schemaFor(import.meta.url);
  await first.pool.query('create table things (id int)');
  await expect(second.pool.query('select * from things')).rejects.toThrow('does not exist');
});

test('the connection string of a schema finds its tables', async () => {
  await using schema = await schemaFor(import.meta.url);
  await schema.pool.query('create table things as select 7 as id');
  expect(await firstValue(schema.url, 'select id from things')).toBe(7);
});

test('a disposed schema is gone', async () => {
  const schema = await schemaFor(import.meta.url);
  await schema[Symbol.asyncDispose]();
  await using other = await schemaFor(import.meta.url);
  const { rowCount } = await other.pool.query('select 1 from pg_namespace where nspname = $1', [schema.name]);
  expect(rowCount).toBe(0);
});

test('a fresh database is empty and is dropped although sessions still use it', async () => {
  const database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  const { rowCount } = await client.query(`select 1 from pg_tables where schemaname = 'public'`);
  expect(rowCount).toBe(0);
  await database[Symbol.asyncDispose]();
  await expect(client.query('select 1')).rejects.toThrow(/terminat|closed|not queryable/i);
});

async function firstValue(connectionString: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
  await client.end();
  return rows[0]?.[0];
}
