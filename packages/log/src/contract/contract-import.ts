import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { exportHistory, historyHash } from '../history.ts';
import { ownTypes } from '../own-records.ts';
import type { EventLog, History, HistoryRecord, Topic } from '../port.ts';
import { fourPartitions, makeHistory, newRecords, onePartition, readAll, rule } from './contract-subject.ts';
import type { Open, Subject } from './contract-subject.ts';

export function importRules(open: Open): void {
  describe('an import', () => {
    rule('stores the records at their offsets with their stamps, between markers', open, storesHistory);
    rule('of what another log exports gives the same log', open, (log) => movesHouse(log, open));
    rule('done already does nothing', open, doesNothingTwice);
    rule('stamps its end and what follows with the live clock', open, goesOnLive);
    rule('of nothing leaves a log that is live', open, storesNothing);
    rule('into a log that holds records is refused', open, refusesUsedLog);
    rule('with other partition counts is refused', open, refusesOtherCounts);
    rule('of a second history is refused', open, refusesSecondHistory);
  });

  describe('an import that broke off', () => {
    rule('refuses appends and says so', open, refusesAppends);
    rule('goes on at the heads', open, goesOn);
    rule('refuses another history', open, refusesOtherHistory);
  });

  describe('a history', () => {
    rule('with a gap is refused', open, (log) => refused(log, leaveOut));
    rule('with two records at one offset is refused', open, (log) => refused(log, comeTwice));
    rule('with a key in the wrong partition is refused', open, (log) => refused(log, takeOtherKey));
    rule('with an id twice is refused', open, (log) => refused(log, takeOtherId));
    rule('with another hash than it says is refused at its end', open, refusesOtherHash);
  });
}

async function storesHistory(log: EventLog): Promise<void> {
  const history = makeHistory(2_500, fourPartitions);
  await log.importHistory(history);
  expect(await log.state()).toBe('live');
  for (const [topic, partition] of placesOf(log)) {
    const stored = await readAll(log, topic, partition);
    const given = history.records.filter((each) => isAt(each, topic, partition));
    expect(stored.slice(1, -1)).toEqual(given.map((each) => asStored(each, history.importId)));
    const data = { importId: history.importId, hash: history.hash };
    expect(stored.at(0)).toMatchObject({ type: ownTypes.importing, recordedAt: 0, data });
    expect(stored.at(-1)).toMatchObject({ type: ownTypes.imported, importId: history.importId, data });
    expect(stored.map(({ position }) => position.offset)).toEqual([...stored.keys()]);
  }
}

async function movesHouse(log: EventLog, open: Open): Promise<void> {
  for (let key = 0; key < 20; key += 1)
    for (const topic of ['world', 'questions'] as const)
      await log.append({ topic, key: `key-${key}`, records: newRecords(2) });
  const records = await exportHistory(log);
  const { partitions } = log;
  await using target = await open(fourPartitions);
  await target.log.importHistory({ importId: randomUUID(), hash: historyHash(records), partitions, records });
  const moved = await exportHistory(target.log);
  expect(moved.filter(({ record }) => record.type !== ownTypes.imported)).toEqual(records);
}

async function doesNothingTwice(log: EventLog): Promise<void> {
  const history = makeHistory(5, fourPartitions);
  await log.importHistory(history);
  await log.append({ topic: 'world', key: 'k', records: newRecords(1) });
  const before = await exportHistory(log);
  await log.importHistory(history);
  expect(await exportHistory(log)).toEqual(before);
}

async function goesOnLive(log: EventLog): Promise<void> {
  const began = Date.now() - 1_000; // the database's clock may be another one
  await log.importHistory(makeHistory(5, fourPartitions));
  const [live] = await log.append({ topic: 'world', key: 'k', records: newRecords(1) });
  const [end] = await log.read('world', 0, 6);
  expect(end).toMatchObject({ type: ownTypes.imported });
  expect(end?.recordedAt).toBeGreaterThan(began);
  expect(live?.recordedAt).toBeGreaterThanOrEqual(end?.recordedAt ?? Number.NaN);
  const [stored] = await log.read('world', 0, 7);
  expect(stored).not.toHaveProperty('importId');
}

async function refusesUsedLog(log: EventLog): Promise<void> {
  await log.append({ topic: 'questions', key: 'k', records: newRecords(1) });
  const importing = log.importHistory(makeHistory(2, fourPartitions));
  await expect(importing).rejects.toMatchObject({ code: 'log-not-empty' });
  expect(await log.state()).toBe('live');
}

async function refusesAppends(log: EventLog, { reopen }: Subject): Promise<void> {
  await breakOff(log, makeHistory(10, fourPartitions), 7);
  const other = (await reopen?.(fourPartitions)) ?? log;
  expect(await other.state()).toBe('importing');
  const appending = other.append({ topic: 'world', key: 'k', records: newRecords(1) });
  await expect(appending).rejects.toMatchObject({ code: 'importing', retryable: true });
  if (other !== log) await other[Symbol.asyncDispose]();
}

async function goesOn(log: EventLog): Promise<void> {
  const history = makeHistory(6_000, fourPartitions);
  for (const records of [1, 5_000, 5_001, 11_999]) await breakOff(log, history, records);
  await log.importHistory(history);
  expect(await log.state()).toBe('live');
  const stored = (await exportHistory(log)).filter(({ record }) => record.type !== ownTypes.imported);
  expect(historyHash(inOrderOf(history.records, stored))).toBe(history.hash);
  expect(stored).toHaveLength(12_000);
}

async function refusesOtherHistory(log: EventLog): Promise<void> {
  const history = makeHistory(10, fourPartitions);
  await breakOff(log, history, 7);
  const others = [makeHistory(10, fourPartitions), { ...history, hash: 'ab'.repeat(32) }];
  for (const other of others)
    await expect(log.importHistory(other)).rejects.toMatchObject({ code: 'import-mismatch' });
}

async function storesNothing(log: EventLog): Promise<void> {
  await log.importHistory(makeHistory(0, fourPartitions));
  expect(await log.state()).toBe('live');
  expect(await log.heads('questions')).toEqual([2, 2, 2, 2]);
}

async function refusesOtherCounts(log: EventLog): Promise<void> {
  const importing = log.importHistory(makeHistory(2, onePartition));
  await expect(importing).rejects.toMatchObject({ code: 'partition-mismatch' });
  expect(await log.state()).toBe('live');
}

async function refusesSecondHistory(log: EventLog): Promise<void> {
  await log.importHistory(makeHistory(2, fourPartitions));
  const importing = log.importHistory(makeHistory(2, fourPartitions));
  await expect(importing).rejects.toMatchObject({ code: 'log-not-empty' });
}

async function refusesOtherHash(log: EventLog): Promise<void> {
  const history = { ...makeHistory(10, fourPartitions), hash: 'ab'.repeat(32) };
  await expect(log.importHistory(history)).rejects.toMatchObject({ code: 'import-mismatch' });
  expect(await log.state()).toBe('importing');
}

/** Imports with a source that fails after so many records. */
async function breakOff(
  log: EventLog,
  history: History & { records: HistoryRecord[] },
  after: number,
): Promise<void> {
  function* broken(): Generator<HistoryRecord> {
    yield* history.records.slice(0, after);
    throw new TypeError('the source broke off');
  }
  await expect(log.importHistory({ ...history, records: broken() })).rejects.toThrow('broke off');
}

async function refused(log: EventLog, spoil: (records: HistoryRecord[]) => void): Promise<void> {
  const { importId, records } = makeHistory(20, fourPartitions);
  spoil(records);
  const history = { importId, hash: historyHash(records), partitions: fourPartitions, records };
  await expect(log.importHistory(history)).rejects.toMatchObject({ code: 'import-mismatch' });
  expect(await log.state()).toBe('importing');
}

// `world` and `questions` take turns in the list: 6 is in `world`, 7 in `questions`

function leaveOut(records: HistoryRecord[]): void {
  records.splice(6, 1);
}

function comeTwice(records: HistoryRecord[]): void {
  records.splice(6, 0, ...records.slice(6, 7));
}

function takeOtherKey(records: HistoryRecord[]): void {
  records.splice(7, 1, ...records.slice(7, 8).map((old) => ({ ...old, key: keyElsewhere(old) })));
}

function takeOtherId(records: HistoryRecord[]): void {
  const other = records.slice(4, 5).map(({ record }) => record.id);
  const taken = records.slice(6, 7).map((old) => ({ ...old, record: { ...old.record, id: other.join('') } }));
  records.splice(6, 1, ...taken);
}

/** A key of `questions` that is not in the record's partition. */
function keyElsewhere({ position }: HistoryRecord): string {
  const { records } = makeHistory(50, fourPartitions);
  const other = records.find(
    (each) => each.position.topic === 'questions' && each.position.partition !== position.partition,
  );
  return other?.key ?? '';
}

function asStored({ position, key, recordedAt, record }: HistoryRecord, importId: string): object {
  return { ...record, position, key, recordedAt, importId };
}

function isAt({ position }: HistoryRecord, topic: Topic, partition: number): boolean {
  return position.topic === topic && position.partition === partition;
}

/** The second list's records in the order of the first list's ids. */
function inOrderOf(
  order: readonly HistoryRecord[],
  records: readonly HistoryRecord[],
): readonly HistoryRecord[] {
  const byId = new Map(records.map((each) => [each.record.id, each]));
  return order.flatMap(({ record }) => byId.get(record.id) ?? []);
}

function placesOf({ partitions }: EventLog): readonly (readonly [Topic, number])[] {
  return (['world', 'questions'] as const).flatMap((topic) =>
    [...Array(partitions[topic]).keys()].map((partition) => [topic, partition] as const),
  );
}
