import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { expect, test } from 'vitest';
import { commitState, loadState, migrateOutbox } from './state-store.ts';

const place = { topic: 'questions', partition: 0 } as const;
const endSession = 'select pg_terminate_backend($1)';

/** Ends each new session between two statements, when no query hears of it. */
function breakingPool(url: string, killer: pg.Pool): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on('acquire', (client) => {
    const query = client.query.bind(client) as (text: string) => Promise<pg.QueryResult<{ pid: number }>>;
    const breaking = async (text: string): Promise<unknown> => {
      if (text !== 'begin') return query(text);
      const { rows } = await query('select pg_backend_pid() as pid');
      await query('begin');
      const ended = Promise.withResolvers<void>();
      client.once('end', ended.resolve); // no listener of errors: that is the pool's user's part
      await killer.query(endSession, [rows[0]?.pid]);
      await ended.promise;
      return undefined;
    };
    Object.assign(client, { query: breaking });
  });
  pool.on('error', () => undefined);
  return pool;
}

test('a session that ends within a commit rejects it, and leaves the checkpoint and the process as they were', async () => {
  await using database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  const breaking = breakingPool(database.url, pool);
  await migrateOutbox(pool);
  const before = await loadState(pool, place, 'log');
  const after = { ...before.state, next: 5 };

  await expect(commitState(breaking, place, before, after)).rejects.toThrow(/not queryable|terminat/iu);

  expect(await loadState(pool, place, 'log')).toEqual(before);
  expect(await commitState(pool, place, before, after)).toEqual({ state: after, version: 1 });
  await Promise.all([pool.end(), breaking.end()]);
});
