import { describe, expect } from 'vitest';
import { deliver } from '../deliver/deliver.ts';
import { ownTypes } from '../own-records.ts';
import { keyOfPartition } from '../partition-of.ts';
import { LogError } from '../port.ts';
import type { EventLog } from '../port.ts';
import {
  fourPartitions,
  newRecord,
  newRecords,
  onePartition,
  readAll,
  rule,
  tailUntil,
} from './contract-subject.ts';
import type { Open, Subject } from './contract-subject.ts';

export function readingRules(open: Open): void {
  describe('a new log', () => {
    rule('has a header at offset 0 of every partition', open, hasHeaders);
    rule('is live', open, async (log) => expect(await log.state()).toBe('live'));
    rule('keeps its id and its records when it is opened again', open, keepsItsId);
    rule('is refused with another partition count', open, refusesOtherCounts);
  });

  describe('a reader', () => {
    rule('gets at most as much as it asks for, and nothing at the head', open, readsSlices);
    rule('of the tail gets everything from its offset on', open, tailsFromOffset);
    rule('of the tail waits at the head and ends with its signal', open, tailWaits);
    rule('of the tail in another process hears of appends', open, tailHearsOthers);
    rule('finds the records about the log itself', open, findsOwnRecords);
    rule('of a partition that is not there is refused', open, async (log) => {
      await expect(log.read('questions', 4, 0)).rejects.toThrow(RangeError);
    });
    rule('with a checkpoint on another log halts', open, async (log) => {
      const from = { logId: 'other', offset: 1, lastId: 'x', logTime: 0 };
      const signal = AbortSignal.timeout(25_000);
      const reading = deliver({ log, topic: 'world', partition: 0, from, signal, clock: Date.now });
      await expect(reading.next()).rejects.toThrow(LogError);
    });
  });
}

async function hasHeaders(log: EventLog): Promise<void> {
  const { logId } = log;
  expect(await log.heads('world')).toEqual([1]);
  expect(await log.heads('questions')).toEqual([1, 1, 1, 1]);
  for (let partition = 0; partition < 4; partition += 1)
    expect(await readAll(log, 'questions', partition)).toMatchObject([
      { type: ownTypes.opened, data: { logId, partition }, key: keyOfPartition(partition, 4) },
    ]);
}

async function keepsItsId(log: EventLog, { reopen }: Subject): Promise<void> {
  if (reopen === undefined) return;
  await log.append({ topic: 'world', key: 'k', records: newRecords(3) });
  await using again = await reopen(fourPartitions);
  expect(again.logId).toBe(log.logId);
  expect(await readAll(again, 'world', 0)).toEqual(await readAll(log, 'world', 0));
}

async function refusesOtherCounts(_: EventLog, { reopen }: Subject): Promise<void> {
  if (reopen === undefined) return;
  await expect(reopen(onePartition)).rejects.toMatchObject({ code: 'partition-mismatch' });
}

async function readsSlices(log: EventLog): Promise<void> {
  await log.append({ topic: 'world', key: 'k', records: newRecords(10) });
  const offsets = (await log.read('world', 0, 4, 3)).map(({ position }) => position.offset);
  expect(offsets).toEqual([4, 5, 6]);
  expect(await log.read('world', 0, 11)).toEqual([]);
  expect(await log.read('world', 0, 99)).toEqual([]);
}

async function tailsFromOffset(log: EventLog): Promise<void> {
  for (let batch = 0; batch < 3; batch += 1)
    await log.append({ topic: 'world', key: 'k', records: newRecords(900) });
  const seen = await tailUntil(log, 'world', { from: 5, count: 2_696 });
  expect(seen).toEqual((await readAll(log, 'world', 0)).slice(5));
}

async function tailWaits(log: EventLog): Promise<void> {
  const stop = new AbortController();
  const batches = log.tail('world', 0, 1, stop.signal)[Symbol.asyncIterator]();
  const waiting = batches.next();
  const record = newRecord();
  await log.append({ topic: 'world', key: 'k', records: [record] });
  expect(await waiting).toMatchObject({ done: false, value: [{ id: record.id }] });
  const ending = batches.next();
  stop.abort();
  expect(await ending).toMatchObject({ done: true });
}

async function tailHearsOthers(log: EventLog, { reopen }: Subject): Promise<void> {
  if (reopen === undefined) return;
  await using other = await reopen(fourPartitions);
  const reading = tailUntil(other, 'world', { count: 11 });
  for (let append = 0; append < 10; append += 1)
    await log.append({ topic: 'world', key: 'k', records: newRecords(1) });
  expect(await reading).toEqual(await readAll(log, 'world', 0));
}

async function findsOwnRecords(log: EventLog): Promise<void> {
  const own = newRecord({ offset: 1, stamp: 1, who: 'w', why: 'y' }, ownTypes.stampCorrected);
  const key = keyOfPartition(0, 1);
  await log.append({ topic: 'world', key, records: [newRecord(), own, newRecord()] });
  const types = async (from: number): Promise<readonly string[]> =>
    (await log.ownRecords('world', 0, from)).map(({ type }) => type);
  expect(await types(0)).toEqual([ownTypes.opened, ownTypes.stampCorrected]);
  expect(await types(1)).toEqual([ownTypes.stampCorrected]);
  expect(await types(3)).toEqual([]);
}
