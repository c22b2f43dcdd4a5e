import { randomUUID } from 'node:crypto';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { expect, test } from 'vitest';
import { describeLog } from '../contract/contract.ts';
import { fourPartitions, makeHistory, newRecord, newRecords, readAll } from '../contract/contract-subject.ts';
import { historyHash } from '../history.ts';
import { ownTypes } from '../own-records.ts';
import { partitionOf } from '../partition-of.ts';
import type { EventLog } from '../port.ts';
import { postgresLog } from './postgres-log.ts';

describeLog('Postgres', openFresh);

async function openFresh(partitions: EventLog['partitions']) {
  const database = await freshDatabase();
  const log = await postgresLog({ partitions, connectionString: database.url });
  return {
    log,
    url: database.url,
    reopen: (counts: EventLog['partitions']) =>
      postgresLog({ partitions: counts, connectionString: database.url }),
    async [Symbol.asyncDispose]() {
      await log[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

const append = { topic: 'world', key: 'k' } as const;

test('processes that create the log at the same time find one log', async () => {
  await using database = await freshDatabase();
  const open = () => postgresLog({ partitions: fourPartitions, connectionString: database.url });
  const logs = await Promise.all([open(), open(), open(), open()]);
  expect(new Set(logs.map(({ logId }) => logId)).size).toBe(1);
  expect(await logs[0].heads('questions')).toEqual([1, 1, 1, 1]);
  for (const log of logs) await log[Symbol.asyncDispose]();
});

test('a pool that was handed over stays open', async () => {
  await using database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  const log = await postgresLog({ partitions: fourPartitions, pool });
  await log.append({ ...append, records: newRecords(3) });
  await log[Symbol.asyncDispose]();
  expect((await pool.query('select count(*)::int as count from log.records')).rows).toEqual([{ count: 8 }]);
  await pool.end();
});

test('a closed log refuses appends and ends its tails', async () => {
  await using subject = await openFresh(fourPartitions);
  const waiting = subject.log
    .tail('world', 0, 1, new AbortController().signal)
    [Symbol.asyncIterator]()
    .next();
  await subject.log[Symbol.asyncDispose]();
  expect(await waiting).toMatchObject({ done: true });
  const appending = subject.log.append({ ...append, records: newRecords(1) });
  await expect(appending).rejects.toMatchObject({ code: 'unavailable' });
});

test('closing waits for the appends under way', async () => {
  await using subject = await openFresh(fourPartitions);
  const appending = subject.log.append({ ...append, records: newRecords(500) });
  await Promise.all([subject.log[Symbol.asyncDispose](), appending]);
  await using again = await subject.reopen(fourPartitions);
  expect(await again.heads('world')).toEqual([501]);
});

test('an id under keys of two partitions at once is stored under one and refused under the other', async () => {
  await using subject = await openFresh(fourPartitions);
  const keys = ['question-1', 'Київ'];
  expect(keys.map((key) => partitionOf(key, 4))).toEqual([0, 1]);
  for (let round = 0; round < 20; round += 1) {
    const record = newRecord(round);
    const both = keys.map((key) => subject.log.append({ topic: 'questions', key, records: [record] }));
    const statuses = (await Promise.allSettled(both)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['fulfilled', 'rejected']);
  }
  expect((await subject.log.heads('questions')).reduce((sum, head) => sum + head)).toBe(4 + 20);
});

test('an acknowledged append is on disk, whatever the database prefers', async () => {
  await using subject = await openFresh(fourPartitions);
  await withAdmin(subject.url, async (admin) => {
    const { rows } = await admin.query<{ name: string }>('select current_database() as name');
    await admin.query(`alter database ${rows[0]?.name} set synchronous_commit = off`);
    await using log = await subject.reopen(fourPartitions);
    await admin.query(`create table seen as select ''::text as setting`);
    await admin.query(`create function note() returns trigger language plpgsql as
      'begin update seen set setting = current_setting(''synchronous_commit''); return null; end'`);
    await admin.query('create trigger note after insert on log.records execute function note()');
    await log.append({ ...append, records: newRecords(1) });
    expect((await admin.query('select setting from seen')).rows).toEqual([{ setting: 'on' }]);
  });
});

test('stamps never fall by themselves, and a correction brings them back to the clock', async () => {
  await using subject = await openFresh(fourPartitions);
  const ahead = Date.now() + 3_600_000;
  await withAdmin(subject.url, (admin) => admin.query('update log.heads set last_stamp = $1', [ahead]));
  const [late] = await subject.log.append({ ...append, records: newRecords(1) });
  expect(late?.recordedAt).toBe(ahead);
  const data = { offset: 1, stamp: Date.now(), who: 'operator', why: 'the clock was wrong' };
  const records = [newRecord(data, ownTypes.stampCorrected)];
  const [correction] = await subject.log.append({ ...append, records });
  expect(correction?.recordedAt).toBeLessThan(ahead);
  const [next] = await subject.log.append({ ...append, records: newRecords(1) });
  expect(next?.recordedAt).toBeGreaterThanOrEqual(correction?.recordedAt ?? Number.NaN);
  expect(next?.recordedAt).toBeLessThan(ahead);
});

test('a history whose stamps step back keeps them', async () => {
  await using subject = await openFresh(fourPartitions);
  const { records } = makeHistory(3, { world: 1, questions: 4 });
  const back = records.filter(({ position }) => position.topic === 'world');
  const stamps = [30, 10, 20];
  const history = back.map((each, index) => ({ ...each, recordedAt: stamps[index] ?? 0 }));
  const importId = randomUUID();
  const hash = historyHash(history);
  await subject.log.importHistory({ importId, hash, partitions: fourPartitions, records: history });
  const stored = await readAll(subject.log, 'world', 0);
  expect(stored.slice(0, 4).map(({ recordedAt }) => recordedAt)).toEqual([0, 30, 10, 20]);
});

async function withAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await work(admin);
  await admin.end();
}
