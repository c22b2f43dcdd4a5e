import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateLeases } from './lease.ts';
import { shareOut } from './share-out.ts';

let pool: pg.Pool;
let database: Awaited<ReturnType<typeof freshDatabase>>;
const shards = ['0', '1', '2', '3'];

beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 8 });
  pool.on('error', () => undefined);
  await migrateLeases(pool);
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

interface Member {
  readonly held: Set<string>;
  leave(): Promise<void>;
}

/** A member that does nothing but hold its shards; `both` counts shards held by two at once. */
function join(group: string, owner: string, all: Member[], both: string[] = []): Member {
  const stop = new AbortController();
  const held = new Set<string>();
  const sharing = shareOut(
    { pool, group, owner, shards, leaseMs: 400, signal: stop.signal, onTrouble: () => undefined },
    async (shard, signal) => {
      if (all.some((other) => other.held.has(shard))) both.push(shard);
      held.add(shard);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      held.delete(shard);
    },
  );
  const member = {
    held,
    leave: async () => {
      stop.abort();
      await sharing;
    },
  };
  all.push(member);
  return member;
}

const counts = (members: readonly Member[]) => members.map(({ held }) => held.size).toSorted((a, b) => a - b);

test('members that come and go share all shards evenly, each held by one', async () => {
  const members: Member[] = [];
  const both: string[] = [];
  const first = join('even', 'a', members, both);
  await expect.poll(() => counts([first])).toEqual([4]);
  const second = join('even', 'b', members, both);
  await expect.poll(() => counts([first, second]), { timeout: 5_000 }).toEqual([2, 2]);
  const third = join('even', 'c', members, both);
  await expect.poll(() => counts([first, second, third]), { timeout: 5_000 }).toEqual([1, 1, 2]);
  await first.leave();
  await expect.poll(() => counts([second, third]), { timeout: 5_000 }).toEqual([2, 2]);
  await Promise.all([second.leave(), third.leave()]);
  expect(both).toEqual([]);
  const { rows } = await pool.query(`select from app.leases where name like 'even member %'`);
  expect(rows).toEqual([]);
});

test('the shards of a member that died are taken over once its leases have expired', async () => {
  await pool.query(
    `insert into app.leases (name, owner, epoch, expires_at)
     select name, 'dead', 1, clock_timestamp() + interval '0.5 s'
     from unnest(array['takeover 0', 'takeover 1', 'takeover member dead']) as name`,
  );
  const members: Member[] = [];
  const heir = join('takeover', 'heir', members);
  await expect.poll(() => [...heir.held].toSorted()).toEqual(['2', '3']);
  await expect.poll(() => [...heir.held].toSorted(), { timeout: 5_000 }).toEqual(shards);
  await heir.leave();
});

test('what a shard fails with ends the member, once its other shards have ended', async () => {
  const ended: string[] = [];
  const sharing = shareOut(
    {
      pool,
      group: 'failing',
      owner: 'a',
      shards,
      leaseMs: 400,
      signal: new AbortController().signal,
      onTrouble: () => undefined,
    },
    async (shard, signal) => {
      if (shard === '2') throw new TypeError('shard 2 is broken');
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      ended.push(shard);
    },
  );
  await expect(sharing).rejects.toThrow('shard 2 is broken');
  expect(ended.toSorted().slice(0, 2)).toEqual(['0', '1']); // and 3, where it had begun
});
