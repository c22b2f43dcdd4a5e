import { randomUUID } from 'node:crypto';
import { test } from 'vitest';
import type { EventLog, History, HistoryRecord, Json, LogRecord, NewRecord, Topic } from '../port.ts';
import { historyHash } from '../history.ts';
import { partitionOf } from '../partition-of.ts';

export type Partitions = EventLog['partitions'];

/** A log on storage of its own; disposing removes both. */
export interface Subject extends AsyncDisposable {
  readonly log: EventLog;
  /** Opens the same storage once more, as another process does. Left out where storage is one object. */
  readonly reopen?: (partitions: Partitions) => Promise<EventLog>;
}

/** Makes a log on fresh storage. */
export type Open = (partitions: Partitions) => Promise<Subject>;

export const onePartition: Partitions = { world: 1, questions: 1 };
export const fourPartitions: Partitions = { world: 1, questions: 4 };

/** A test with a log of its own. */
export function rule(
  name: string,
  open: Open,
  check: (log: EventLog, subject: Subject) => Promise<void>,
  partitions = fourPartitions,
): void {
  // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the check asserts, the caller names it
  test(name, async () => {
    await using subject = await open(partitions);
    await check(subject.log, subject);
  });
}

export function newRecord(data: Json = {}, type = 'casus.test.recorded.v1'): NewRecord {
  return { id: randomUUID(), type, data };
}

export function newRecords(count: number): readonly NewRecord[] {
  return Array.from({ length: count }, (_, number) => newRecord({ number }));
}

/** Everything in a partition, in order. */
export async function readAll(log: EventLog, topic: Topic, partition: number): Promise<readonly LogRecord[]> {
  const all: LogRecord[] = [];
  for (;;) {
    const batch = await log.read(topic, partition, all.length);
    if (batch.length === 0) return all;
    all.push(...batch);
  }
}

/** Reads a tail until `count` records came or 25 seconds are over. */
export async function tailUntil(
  log: EventLog,
  topic: Topic,
  { partition = 0, from = 0, count }: { partition?: number; from?: number; count: number },
): Promise<readonly LogRecord[]> {
  const stop = new AbortController();
  const records: LogRecord[] = [];
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(25_000)]);
  for await (const batch of log.tail(topic, partition, from, signal)) {
    records.push(...batch);
    if (records.length >= count) stop.abort();
  }
  return records;
}

/** A history with this many records in `world` and as many in `questions`, ten seconds apart from 2014 on. */
export function makeHistory(count: number, partitions: Partitions): History & { records: HistoryRecord[] } {
  const next: Record<Topic, number[]> = { world: [], questions: [] };
  const records: HistoryRecord[] = [];
  for (let number = 0; number < count; number += 1)
    for (const topic of ['world', 'questions'] as const) {
      const key = `key-${number}`;
      const partition = partitionOf(key, partitions[topic]);
      const offset = next[topic][partition] ?? 1;
      next[topic][partition] = offset + 1;
      const recordedAt = Date.UTC(2014, 0, 1) + number * 10_000;
      records.push({
        position: { topic, partition, offset },
        key,
        recordedAt,
        record: newRecord({ number }),
      });
    }
  return { importId: randomUUID(), hash: historyHash(records), partitions, records };
}
