import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateLeases, takeLease, underLease } from './lease.ts';

let pool: pg.Pool;
let database: Awaited<ReturnType<typeof freshDatabase>>;
const never = new AbortController().signal;

beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 8 });
  pool.on('error', () => undefined);
  await Promise.all([migrateLeases(pool), migrateLeases(pool), migrateLeases(pool)]);
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

const lease = (name: string, owner: string, leaseMs = 60_000) => ({ pool, name, owner, leaseMs });

test('a lease has one owner, who gets it again', async () => {
  expect(await takeLease(lease('one', 'a'))).toBe(true);
  expect(await takeLease(lease('one', 'b'))).toBe(false);
  expect(await takeLease(lease('one', 'a'))).toBe(true);
  expect(await takeLease(lease('other', 'b'))).toBe(true);
});

test('one that is given back is free at once, and the next owner has the next epoch', async () => {
  const done: string[] = [];
  for (const owner of ['a', 'b']) {
    expect(await takeLease(lease('turns', owner))).toBe(true);
    await underLease({ ...lease('turns', owner), signal: never }, async () => {
      done.push(owner);
    });
  }
  expect(done).toEqual(['a', 'b']);
  const { rows } = await pool.query<{ epoch: string }>(`select epoch from app.leases where name = 'turns'`);
  expect(rows[0]?.epoch).toBe('2');
});

test('the work of an owner who lost it is told to end', async () => {
  await takeLease(lease('lost', 'a', 150));
  await underLease({ ...lease('lost', 'a', 150), signal: never }, async (held) => {
    await pool.query(
      `update app.leases set owner = 'b', expires_at = clock_timestamp() + interval '1 h' where name = 'lost'`,
    );
    await new Promise<void>((resolve) => held.addEventListener('abort', () => resolve()));
  });
  expect(await takeLease(lease('lost', 'a'))).toBe(false);
});
