import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inOneGo } from './in-one-go.ts';
import { inTransaction } from './transaction.ts';

let pool: pg.Pool;
let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  pool.on('error', () => undefined);
  await pool.query('create table said (place serial, text text check (text <> $$bad$$))');
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

/** Inserts a text, and notes when it is sent and when it is answered. */
function saying(client: pg.PoolClient, text: string, noted: string[] = []): () => Promise<void> {
  return async () => {
    noted.push(`sent ${text}`);
    await client.query('insert into said (text) values ($1)', [text]);
    noted.push(`done ${text}`);
  };
}

async function texts(): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>('select text from said order by place');
  return rows.map(({ text }) => text);
}

test('statements are sent without waiting for each other, and done in order', async () => {
  const noted: string[] = [];
  await inTransaction(pool, (client) =>
    inOneGo(client, [saying(client, 'one', noted), saying(client, 'two', noted)]),
  );
  expect(noted).toEqual(['sent one', 'sent two', 'done one', 'done two']);
  expect(await texts()).toEqual(['one', 'two']);
});

test('the first that fails says why, and nothing of the transaction stays', async () => {
  const before = await texts();
  const failing = inTransaction(pool, (client) =>
    inOneGo(client, [saying(client, 'three'), saying(client, 'bad'), saying(client, 'four')]),
  );
  await expect(failing).rejects.toMatchObject({ code: '23514' });
  expect(await texts()).toEqual(before);
});

test('afterwards the connection takes one statement after the other, as before', async () => {
  await inTransaction(pool, async (client) => {
    await inOneGo(client, [saying(client, 'five')]);
    expect(client).toMatchObject({ pipeline: false });
    await client.query(`insert into said (text) values ('six')`);
  });
  expect((await texts()).slice(-2)).toEqual(['five', 'six']);
});

test('a connection that breaks meanwhile fails them all', async () => {
  const before = await texts();
  const breaking = inTransaction(pool, (client) =>
    inOneGo(client, [
      saying(client, 'seven'),
      async () => void (await client.query('select pg_terminate_backend(pg_backend_pid())')),
      saying(client, 'eight'),
    ]),
  );
  await expect(breaking).rejects.toThrow(/terminat/);
  expect(await texts()).toEqual(before);
});
