import { createHash } from 'node:crypto';
import { encodeRecord } from '../cloud-event.ts';
import { historyLine, historyOf } from '../history.ts';
import { repeatedRecord } from '../own-records.ts';
import type { EventLog, HistoryRecord, Json, Topic } from '../port.ts';

/** Something that goes along with a log and is no record, such as a text. */
export type Beside = { readonly beside: string } & { readonly [name: string]: Json };

export interface LogFileOptions {
  readonly partitions: EventLog['partitions'];
  readonly records: Iterable<HistoryRecord> | AsyncIterable<HistoryRecord>;
  readonly beside?: Iterable<Beside> | AsyncIterable<Beside>;
}

/** Version of the format; another one is refused. */
export const fileVersion = 1;

/**
 * A history as JSON Lines, each with its line break: a header; a line a record with topic, partition, offset, stamp
 * (epoch milliseconds), id and the bytes of its text as they are stored; what goes along; and an end with the number
 * of records and the hash of the history, without which the file is not whole.
 */
export async function* logFileLines({
  partitions,
  records,
  beside = [],
}: LogFileOptions): AsyncGenerator<string> {
  yield line({ casus: 'log', version: fileVersion, partitions: { ...partitions } });
  const hash = createHash('sha256');
  const besideHash = createHash('sha256');
  let count = 0;
  for await (const each of records) {
    const { position, key, recordedAt, record } = each;
    const { topic, partition, offset } = position;
    const { text } = encodeRecord(key, record);
    hash.update(historyLine({ position, recordedAt, text }));
    count += 1;
    yield line({ topic, partition, offset, stamp: recordedAt, id: record.id, bytes: text });
  }
  for await (const each of beside) {
    const text = line(each);
    besideHash.update(text);
    yield text;
  }
  yield line({ end: true, records: count, hash: hash.digest('hex'), beside: besideHash.digest('hex') });
}

/**
 * The history of a log as another one can take it in: where this log repeats a record, a record about the log stands
 * in its place, so that offsets stay as they are.
 */
export async function* movableHistory(log: EventLog): AsyncGenerator<HistoryRecord> {
  const seen: Record<Topic, Set<string>> = { world: new Set(), questions: new Set() };
  for await (const each of historyOf(log)) {
    const { position, record } = each;
    const ids = seen[position.topic];
    const isRepeat = log.repeatsIds && ids.has(record.id);
    if (log.repeatsIds) ids.add(record.id);
    const place = { ...position, partitions: log.partitions[position.topic] };
    yield isRepeat ? { ...each, ...repeatedRecord(record.id, place) } : each;
  }
}

function line(value: Json): string {
  return `${JSON.stringify(value)}\n`;
}
