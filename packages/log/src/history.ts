import { createHash } from 'node:crypto';
import { encodeRecord } from './cloud-event.ts';
import type { EncodedRecord } from './cloud-event.ts';
import { partitionOf } from './partition-of.ts';
import { LogError } from './port.ts';
import type { EventLog, History, HistoryRecord, LogRecord, Position, Topic } from './port.ts';
import { positionText } from './position.ts';

/** A record of a history, ready to be stored. */
export interface PlacedRecord {
  readonly position: Position;
  readonly recordedAt: number;
  readonly key: string;
  readonly encoded: EncodedRecord;
}

const topics: readonly Topic[] = ['world', 'questions'];

/** SHA-256 (hex) over position, stamp and stored text of each record, in the order given. */
export function historyHash(records: Iterable<HistoryRecord>): string {
  const hash = createHash('sha256');
  for (const record of records) hash.update(lineOf(placed(record)), 'utf8');
  return hash.digest('hex');
}

/**
 * All records of a log without its headers: `world` first, each partition in order of offset. The heads of `questions`
 * are taken first, so that no verdict rests on more of the world than there is.
 */
export async function* historyOf(log: EventLog): AsyncGenerator<HistoryRecord> {
  const heads = { questions: await log.heads('questions'), world: await log.heads('world') };
  for (const topic of topics)
    for (const [partition, head] of heads[topic].entries())
      yield* partitionHistory(log, { topic, partition, head });
}

/** {@link historyOf} as a list, for logs that fit into memory. */
export async function exportHistory(log: EventLog): Promise<readonly HistoryRecord[]> {
  return Array.fromAsync(historyOf(log));
}

/**
 * The records of the history that the log does not hold yet (those from its heads on), in order. Reads all
 * of the history, checks offsets, partitions and, at the end, the hash.
 * @throws {LogError} `partition-mismatch`, `import-mismatch`
 */
export async function* missingRecords(
  history: History,
  heads: Readonly<Record<Topic, readonly number[]>>,
): AsyncGenerator<PlacedRecord> {
  const hash = createHash('sha256');
  const next: Record<Topic, number[]> = {
    world: heads.world.map(() => 1),
    questions: heads.questions.map(() => 1),
  };
  for await (const given of history.records) {
    const record = placed(given);
    const { topic, partition, offset } = given.position;
    assertPlace(record, next[topic]);
    next[topic][partition] = offset + 1;
    hash.update(lineOf(record), 'utf8');
    if (offset >= (heads[topic][partition] ?? 0)) yield record;
  }
  if (hash.digest('hex') !== history.hash)
    throw new LogError('import-mismatch', `history ${history.importId} does not have the hash it says`);
}

/** @throws {LogError} `partition-mismatch` */
export function assertSamePartitions(found: EventLog['partitions'], wanted: EventLog['partitions']): void {
  for (const topic of topics)
    if (found[topic] !== wanted[topic])
      throw new LogError(
        'partition-mismatch',
        `the log has ${found[topic]} partitions of topic ${topic}, asked for are ${wanted[topic]}; a partition count never changes`,
      );
}

function placed({ position, key, recordedAt, record }: HistoryRecord): PlacedRecord {
  return { position, recordedAt, key, encoded: encodeRecord(key, record) };
}

function lineOf({ position, recordedAt, encoded }: PlacedRecord): string {
  return historyLine({ position, recordedAt, text: encoded.text });
}

/** What {@link historyHash} is taken over, a record. */
export function historyLine(record: {
  readonly position: Position;
  readonly recordedAt: number;
  readonly text: string;
}): string {
  const { position, recordedAt, text } = record;
  return `${positionText(position)} ${recordedAt} ${text}\n`;
}

function assertPlace({ position, key }: PlacedRecord, next: readonly number[]): void {
  const expected = next[position.partition];
  if (expected === undefined || partitionOf(key, next.length) !== position.partition)
    throw new LogError('import-mismatch', `key "${key}" does not belong at ${positionText(position)}`);
  if (position.offset !== expected)
    throw new LogError('import-mismatch', `${positionText(position)} comes where offset ${expected} is due`);
}

async function* partitionHistory(
  log: EventLog,
  { topic, partition, head }: { topic: Topic; partition: number; head: number },
): AsyncGenerator<HistoryRecord> {
  for (let from = 1; from < head;) {
    const records = await log.read(topic, partition, from, Math.min(1_000, head - from));
    yield* records.map(historyRecord);
    from += records.length;
  }
}

function historyRecord({ position, key, recordedAt, id, type, data, traceparent }: LogRecord): HistoryRecord {
  const record = traceparent === undefined ? { id, type, data } : { id, type, data, traceparent };
  return { position, key, recordedAt, record };
}
