import { inject, expect, test } from 'vitest';
import { makeLogger } from '../logger.ts';
import { assertRecent, openPostgres } from './open-postgres.ts';
import { openPool } from './pool.ts';

const log = makeLogger({ name: 'test', level: 'silent' });

test('a given server is used and left running', async () => {
  const url = inject('postgresUrl');
  await (await openPostgres({ databaseUrl: url, dataDir: '/nowhere' }))[Symbol.asyncDispose]();
  await using pool = openPool({ url, name: 'test', log });
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('a server that does not answer is one sentence', async () => {
  const opening = openPostgres({ databaseUrl: 'postgres://127.0.0.1:1/casus', dataDir: '/nowhere' });
  await expect(opening).rejects.toThrow(/^The Postgres of DATABASE_URL cannot be used: .*ECONNREFUSED.*\.$/);
});

test('Postgres 15 is new enough, 14 is refused in one sentence', () => {
  expect(() => assertRecent(150_000)).not.toThrow();
  expect(() => assertRecent(140_012)).toThrow('is version 14; Casus needs Postgres 15 or newer.');
});

test('a broken idle connection is logged and replaced', async () => {
  const warnings: unknown[] = [];
  await using pool = openPool({
    url: inject('postgresUrl'),
    name: 'test',
    max: 1,
    log: { warn: (...args: unknown[]) => void warnings.push(args) },
  });
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  await using other = openPool({ url: inject('postgresUrl'), name: 'other', log });
  await other.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await expect.poll(() => warnings.length).toBe(1);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
