import { startResolver } from '@casus/forecast';
import { memoryLog } from '@casus/log';
import type { EventLog } from '@casus/log';
import { makeLogger } from '@casus/platform';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ask, each, reportMeeting, saidIn } from './testing/asked.ts';

const polled = { timeout: 8_000, interval: 50 };
let held: AsyncDisposableStack;
let log: EventLog;
let pool: pg.Pool;
let told: string[];

beforeEach(async () => {
  held = new AsyncDisposableStack();
  const { url, ...rest } = await freshDatabase();
  held.use(rest as AsyncDisposable);
  pool = new pg.Pool({ connectionString: url, max: 6 });
  pool.on('error', () => undefined);
  held.defer(() => pool.end());
  log = memoryLog({ partitions: { world: 1, questions: 4 }, clock: Date.now });
  told = [];
  await ask(log);
});
afterEach(() => held.disposeAsync());

const standing = async () => (await saidIn(log)).standing;
const kept = async (): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ name: string }>(
    'select name from app.resolver_snapshots where engine = $1 order by name, cut',
    [engine],
  );
  return rows.map(({ name }) => name);
};
const engine = 900;
const whole = ['questions/0', 'questions/1', 'questions/2', 'questions/3', 'world'];

/** A resolver that keeps snapshots all the time; what it tells is gathered. */
async function resolver(version = engine): ReturnType<typeof startResolver> {
  const logger = makeLogger({ name: 'test', level: 'silent' });
  for (const level of ['info', 'warn'] as const)
    vi.spyOn(logger, level).mockImplementation((_: unknown, text?: string) => {
      told.push(text ?? '');
    });
  const adapters = { log, pool, clock: Date.now, logger };
  return startResolver({ ...adapters, leaseMs: 400, owner: 'one', engine: version, snapshotEvery: 1 });
}

/** Runs one until the questions stand so and all is kept, and ends it. */
async function runUntil(value: string): Promise<void> {
  await using running = await resolver();
  await expect.poll(standing, polled).toEqual(each(value));
  await expect.poll(async () => [...new Set(await kept())], polled).toEqual(whole);
  expect(running.eventsHeld()).toBe(value === 'true' ? 4 : 0);
}

test('a resolver starts from the last snapshot and the tail, and says what it would have said', async () => {
  await runUntil('open');
  await reportMeeting(log, 'm-1');
  await runUntil('true');
  expect(told).toContain('the resolver starts from a snapshot');
  await reportMeeting(log, 'm-1', 1);
  await using _ = await resolver();
  await expect.poll(standing, polled).toEqual(each('open'));
  expect(await saidIn(log)).toMatchObject({ records: each(3), backwards: 0, alarms: 0 });
  expect(told.filter((text) => /ignored|zero/u.test(text))).toEqual([]);
});

test.each([
  [
    'broken',
    `update app.resolver_snapshots set body = substring(body from 1 for 40)`,
    'a snapshot is ignored',
  ],
  [
    'of another log',
    `update app.resolver_snapshots set log_id = 'other'`,
    'snapshots of another log, engine or format are ignored',
  ],
  [
    'of a newer format',
    `update app.resolver_snapshots set format = 999`,
    'snapshots of another log, engine or format are ignored',
  ],
  [
    'of a newer engine',
    `update app.resolver_snapshots set engine = 901`,
    'snapshots of another log, engine or format are ignored',
  ],
  ['of the world alone', `delete from app.resolver_snapshots where name <> 'world'`, ''],
  ['of partitions alone', `delete from app.resolver_snapshots where name = 'world'`, ''],
])('a snapshot %s is ignored, and it starts from zero', async (_, damage, text) => {
  await runUntil('open');
  await pool.query(damage);
  await reportMeeting(log, 'm-1');
  await using _running = await resolver();
  await expect.poll(standing, polled).toEqual(each('true'));
  expect(await saidIn(log)).toMatchObject({ records: each(2), backwards: 0, alarms: 0 });
  expect(told).not.toContain('the resolver starts from a snapshot');
  expect(told.join('\n')).toContain(text);
});

test('one that finds a partition without its snapshot starts from zero after all', async () => {
  await runUntil('open');
  await reportMeeting(log, 'm-1');
  await runUntil('true');
  await pool.query(
    `update app.resolver_snapshots set body = substring(body from 1 for 40) where name = 'questions/1'`,
  );
  await reportMeeting(log, 'm-1', 1);
  await using _ = await resolver();
  await expect.poll(standing, polled).toEqual(each('open'));
  expect(await saidIn(log)).toMatchObject({ backwards: 0, alarms: 0 });
  expect(told).toEqual(
    expect.arrayContaining([
      'the resolver starts from a snapshot',
      'a snapshot is ignored',
      'a question reaches back before the snapshot: the resolver starts from zero',
    ]),
  );
});
