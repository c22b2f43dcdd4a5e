import { startResolver } from '@casus/forecast';
import { memoryLog } from '@casus/log';
import type { EventLog } from '@casus/log';
import { replaced } from '@casus/log/replaced';
import { makeLogger } from '@casus/platform';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, asked, each, reportMeeting, saidIn } from './testing/asked.ts';

const logger = makeLogger({ name: 'test', level: 'silent' });
const clock = Date.now;
let held: AsyncDisposableStack;
let log: EventLog;

beforeEach(async () => {
  held = new AsyncDisposableStack();
  log = memoryLog({ partitions: { world: 1, questions: 4 }, clock });
  await ask(log);
});
afterEach(() => held.disposeAsync());

async function database(): Promise<pg.Pool> {
  const { url, ...rest } = await freshDatabase();
  held.use(rest as AsyncDisposable);
  const pool = new pg.Pool({ connectionString: url, max: 6 });
  pool.on('error', () => undefined);
  held.defer(() => pool.end());
  return pool;
}

async function resolver(
  pool: pg.Pool,
  more: Partial<Parameters<typeof startResolver>[0]> = {},
): ReturnType<typeof startResolver> {
  return held.use(await startResolver({ log, pool, clock, logger, leaseMs: 400, ...more }));
}

/** The log as a process sees it whose appends wait. */
function appendsAfter(gate: Promise<void>, waiting: Set<string>): EventLog {
  return replaced(log, {
    async append(append) {
      waiting.add(append.key);
      await gate;
      return log.append(append);
    },
  });
}

const standing = async () => (await saidIn(log)).standing;
const polled = { timeout: 15_000, interval: 100 };

/** Nothing is said for a while. */
async function quiet(): Promise<void> {
  const heads = () => log.heads('questions');
  for (let before = await heads(), same = 0; same < 5; same += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = await heads();
    if (now.join(' ') !== before.join(' ')) same = 0;
    before = now;
  }
}

test('three resolvers share the partitions, and say each thing once', async () => {
  const pool = await database();
  const leaseMs = 2_000; // none is to be lost on a slow machine: what it had said would be said again
  await Promise.all([1, 2, 3].map(() => resolver(pool, { leaseMs })));
  await expect.poll(standing, polled).toEqual(each('open'));
  await reportMeeting(log, 'm-1');
  await expect.poll(standing, polled).toEqual(each('true'));
  await quiet();
  expect((await saidIn(log)).records).toEqual(each(2));
  const { rows } = await pool.query<{ held: number }>(
    `select count(*)::int as held from app.leases
     where name like 'resolver questions/%' and expires_at > now() group by owner order by 1`,
  );
  expect(rows.map((row) => row.held)).toEqual([1, 1, 2]);
});

test('the shards of a resolver that died are taken over', async () => {
  const pool = await database();
  const first = await resolver(pool, { owner: 'one' });
  await expect.poll(standing, polled).toEqual(each('open'));
  await first[Symbol.asyncDispose]();
  // as if it had died with all its leases
  await pool.query(`update app.leases set owner = 'dead', expires_at = clock_timestamp() + interval '1 s'`);
  await resolver(pool, { owner: 'two' });
  await reportMeeting(log, 'm-1');
  await expect.poll(standing, polled).toEqual(each('true'));
  expect((await saidIn(log)).records).toEqual(each(2));
});

test('what a stopped resolver says when it goes on comes too late to count', async () => {
  const [pool, other] = [await database(), await database()]; // without a lease between them
  const gate = Promise.withResolvers<void>();
  const waiting = new Set<string>();
  await resolver(pool, { log: appendsAfter(gate.promise, waiting) });
  await expect.poll(() => waiting.size, polled).toBe(4); // one question in each partition
  await reportMeeting(log, 'm-1');
  await resolver(other);
  await expect.poll(standing, polled).toEqual(each('true'));
  gate.resolve();
  await quiet();
  const said = await saidIn(log);
  expect(said.standing).toEqual(each('true'));
  expect(said).toMatchObject({ backwards: 0, alarms: 0 });
  expect([...said.records.values()].reduce((sum, count) => sum + count, 0)).toBe(asked.length + 4);
});

test('an older engine falls silent beside a newer one, whoever speaks first', async () => {
  const [pool, other] = [await database(), await database()];
  await Promise.all([resolver(pool, { engine: 901 }), resolver(other, { engine: 902 })]);
  await expect.poll(standing, polled).toEqual(each('open'));
  for (let revision = 0; revision < 4; revision += 1) {
    await reportMeeting(log, 'm-1', revision % 2);
    await reportMeeting(log, `n-${revision}`, 0);
  }
  await expect.poll(standing, polled).toEqual(each('true'));
  await quiet();
  const before = await saidIn(log);
  expect(before).toMatchObject({ backwards: 0, alarms: 0 });
  await reportMeeting(log, 'm-2');
  await quiet();
  expect((await saidIn(log)).backwards).toBe(0);
});

test('two that say different things of one reading raise the alarm, and neither repeats itself', async () => {
  const [pool, other] = [await database(), await database()];
  await resolver(pool);
  await expect.poll(standing, polled).toEqual(each('open'));
  await reportMeeting(log, 'm-1');
  await expect.poll(standing, polled).toEqual(each('true'));
  const records = await log.read('questions', 0, 1, 1_000);
  const given = records.filter(({ type }) => type.includes('verdict-given')).at(-1);
  const data = given?.data as { readonly verdict: object };
  const lie = { ...data, verdict: { ...data.verdict, value: 'false', asKnown: 'false' } };
  const record = { id: crypto.randomUUID(), type: given?.type ?? '', data: lie };
  await log.append({ topic: 'questions', key: given?.key ?? '', records: [record] });
  await resolver(other);
  await quiet();
  const said = await saidIn(log);
  expect(said).toMatchObject({ alarms: 1, backwards: 0 });
  expect(said.standing).toEqual(each('true'));
});
