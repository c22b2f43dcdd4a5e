import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeRecord } from '../cloud-event.ts';
import { openedRecord, ownTypes } from '../own-records.ts';
import type { OwnRecord, Place } from '../own-records.ts';
import { LogError } from '../port.ts';
import type { LogRecord } from '../port.ts';
import type { Clients } from './clients.ts';
import { messageOf } from './messages.ts';
import type { Marks } from './messages.ts';
import type { KafkaPartition } from './offsets.ts';
import { PartitionWriter } from './partition-writer.ts';
import type { Partitions } from './partitions.ts';
import { sendBatch } from './topic-writer.ts';

/** How long the one who created the topics has to write their headers before another does. */
const creatorsTimeMs = 5_000;
const lookAgainMs = 100;

/**
 * The id of the log that the topics hold. It stands beside the record at offset 0 of every partition; the one in
 * `world` counts. Writes what is missing: `created` says that this process created the topics, so that nobody
 * else is about to.
 * @throws {LogError} `lost-tail` when the partitions are of different logs, `offset-gap` when the first record
 *   of one was deleted, `unavailable`
 */
export async function openIdentity(clients: Clients, parts: Partitions, created: boolean): Promise<string> {
  const [first, ...others] = parts.places;
  if (first === undefined) throw new RangeError('a log has one partition at least');
  const timeMs = created ? 0 : creatorsTimeMs;
  const marks =
    (await headerWithin(parts, first, timeMs)) ?? (await begin(clients, parts, first, randomUUID()));
  const { logId } = marks;
  if (logId === undefined) throw notOurs(first, 'no log');
  const [header] = await parts.reader(first.topic, first.partition).read(0, 1);
  if (header?.type === ownTypes.importing) return logId; // the import writes the rest
  await Promise.all(
    others.map(async (place) => {
      const found = (await headerWithin(parts, place, timeMs)) ?? (await begin(clients, parts, place, logId));
      if (found.logId !== logId) throw notOurs(place, `log ${found.logId ?? 'none'} instead of ${logId}`);
    }),
  );
  return logId;
}

/** `importing` while a partition has no end marker of the import that it began with. */
export async function stateOf(parts: Partitions): Promise<'live' | 'importing'> {
  const [first] = parts.places;
  const [header] = first === undefined ? [] : await parts.reader(first.topic, first.partition).read(0, 1);
  if (header?.type === ownTypes.opened) return 'live';
  const ended = await Promise.all(
    parts.places.map(async ({ topic, partition }) =>
      isImported(await parts.reader(topic, partition).ownRecords(0)),
    ),
  );
  return ended.every(Boolean) ? 'live' : 'importing';
}

/** True when a partition's own records end the import that they begin with. */
export function isImported([header, ...others]: readonly LogRecord[]): boolean {
  return others.some(
    ({ type, importId }) =>
      type === ownTypes.imported && importId !== undefined && importId === header?.importId,
  );
}

/** Appends a record about the log itself, and again until it is acknowledged. */
async function appendOwn(
  clients: Clients,
  place: Place & KafkaPartition,
  { key, record }: OwnRecord,
  marks: Marks,
): Promise<void> {
  const writer = new PartitionWriter((messages) => sendBatch(clients.producer, place, messages));
  const message = messageOf(key, encodeRecord(key, record), place.partition, marks);
  const late = delay(creatorsTimeMs * 4, undefined, { ref: false }).then(() => writer.close());
  await Promise.race([writer.append([message], 0), late]);
}

/** Two who begin at once agree: the header that stands first counts, the other one is a repeat. */
async function begin(
  clients: Clients,
  parts: Partitions,
  place: Place & KafkaPartition,
  logId: string,
): Promise<Marks> {
  await appendOwn(clients, place, openedRecord(logId, place), { logId });
  const marks = await parts.reader(place.topic, place.partition).headerMarks();
  if (marks === undefined) throw new LogError('unavailable', `${place.topicName} does not show its header`);
  return marks;
}

async function headerWithin(
  parts: Partitions,
  { topic, partition }: KafkaPartition,
  timeMs: number,
): Promise<Marks | undefined> {
  for (let passedMs = 0; ; passedMs += lookAgainMs) {
    const marks = await parts.reader(topic, partition).headerMarks();
    if (marks !== undefined || passedMs >= timeMs) return marks;
    await delay(lookAgainMs);
  }
}

function notOurs({ topicName, partition }: KafkaPartition, found: string): LogError {
  return new LogError(
    'lost-tail',
    `partition ${partition} of topic ${topicName} begins with the header of ${found}`,
  );
}
