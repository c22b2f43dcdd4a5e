import type { Message } from 'kafkajs';
import { encodeRecord } from '../cloud-event.ts';
import { assertSamePartitions, missingRecords } from '../history.ts';
import type { PlacedRecord } from '../history.ts';
import { importMarker, ownTypes } from '../own-records.ts';
import { LogError } from '../port.ts';
import type { History, HistoryRecord, LogRecord, Topic } from '../port.ts';
import type { Clients } from './clients.ts';
import { isImported } from './identity.ts';
import { messageOf } from './messages.ts';
import { extentOf } from './offsets.ts';

import type { Partitions } from './partitions.ts';
import { sendAt } from './send-at.ts';
import { recreateTopics } from './topics.ts';

export interface ImportContext {
  readonly clients: Clients;
  readonly parts: Partitions;
  readonly logId: string;
  /** Called before anything is written: whoever appends through this process stops. */
  readonly onBegin: () => Promise<void>;
}

const sendRecords = 500;
const sendBytes = 1024 * 1024;

/** {@link EventLog.importHistory}; the topics of an empty log are created anew, without their headers. */
export async function importHistory(context: ImportContext, history: History): Promise<void> {
  const { clients, parts } = context;
  assertSamePartitions(parts.counts, history.partitions);
  const own = await Promise.all(
    parts.places.map(async ({ topic, partition }) => parts.reader(topic, partition).ownRecords(0)),
  );
  if (await mayBegin(context, history, own)) {
    await context.onBegin();
    await parts[Symbol.asyncDispose]();
    await recreateTopics(clients.admin, parts.specs);
  } else if (own.every(isImported)) return;
  else await context.onBegin();
  await writeBeginnings(context, history);
  await writeRecords(context, history);
  await writeEnds(context, history);
}

/**
 * True for a log that holds nothing but headers, false when this import is in it.
 * @throws {LogError} `log-not-empty`, `import-mismatch`
 */
async function mayBegin(
  { clients, parts }: ImportContext,
  { importId, hash }: History,
  own: readonly (readonly LogRecord[])[],
): Promise<boolean> {
  const [header] = own[0] ?? [];
  if (header?.type !== ownTypes.importing) {
    const extents = await Promise.all(parts.places.map((place) => extentOf(clients.offsets, place)));
    const headers = own.map((records) => records.filter(({ type }) => type === ownTypes.opened).length);
    if (extents.every(({ high }, index) => high === headers[index])) return true;
    throw notEmpty();
  }
  const same =
    header.importId === importId && JSON.stringify(header.data) === JSON.stringify({ hash, importId });
  if (same) return false;
  if (header.importId !== importId && own.every(isImported)) throw notEmpty();
  throw new LogError('import-mismatch', `the log holds import ${header.importId ?? ''} of another history`);
}

/** `world` first: whoever opens the log meanwhile sees there that an import is under way. */
async function writeBeginnings({ clients, parts, logId }: ImportContext, history: History): Promise<void> {
  for (const place of parts.places) {
    const { high } = await extentOf(clients.offsets, place);
    if (high > 0) continue;
    const { key, record } = importMarker('importing', history, place);
    const marks = { recordedAt: 0, importId: history.importId, logId };
    await sendAt(clients, place, 0, [messageOf(key, encodeRecord(key, record), place.partition, marks)]);
  }
}

async function writeRecords({ clients, parts }: ImportContext, history: History): Promise<void> {
  const heads = await headsOf(clients, parts);
  const waiting = new Map<string, PlacedRecord[]>();
  for await (const record of missingRecords({ ...history, records: distinct(history) }, heads)) {
    const { topic, partition } = record.position;
    const name = `${topic}/${partition}`;
    const batch = waiting.get(name) ?? [];
    batch.push(record);
    waiting.set(name, batch);
    if (!isFull(batch)) continue;
    waiting.delete(name);
    await sendPlaced(clients, parts, history, batch);
  }
  for (const batch of waiting.values()) await sendPlaced(clients, parts, history, batch);
}

async function writeEnds({ clients, parts }: ImportContext, history: History): Promise<void> {
  for (const place of parts.places) {
    if (isImported(await parts.reader(place.topic, place.partition).ownRecords(0))) continue;
    const { high } = await extentOf(clients.offsets, place);
    const { key, record } = importMarker('imported', history, place);
    const message = messageOf(key, encodeRecord(key, record), place.partition, {
      importId: history.importId,
    });
    await sendAt(clients, place, high, [message]);
  }
}

async function sendPlaced(
  clients: Clients,
  parts: Partitions,
  { importId }: History,
  batch: readonly PlacedRecord[],
): Promise<void> {
  const [first] = batch;
  if (first === undefined) return;
  const { topic, partition, offset } = first.position;
  const messages = batch.map(({ key, encoded, recordedAt }): Message =>
    messageOf(key, encoded, partition, { recordedAt, importId }),
  );
  await sendAt(clients, parts.place(topic, partition), offset, messages);
}

/** @throws {LogError} `import-mismatch` where an id comes twice in a topic */
async function* distinct({ records }: History): AsyncGenerator<HistoryRecord> {
  const ids: Record<Topic, Set<string>> = { world: new Set(), questions: new Set() };
  for await (const record of records) {
    const { topic } = record.position;
    const { id } = record.record;
    if (ids[topic].has(id)) throw new LogError('import-mismatch', `record ${id} comes twice in the history`);
    ids[topic].add(id);
    yield record;
  }
}

async function headsOf({ offsets }: Clients, parts: Partitions): Promise<Record<Topic, readonly number[]>> {
  const heads = async (topic: Topic): Promise<readonly number[]> =>
    (await offsets.extentsOf(parts.topicName(topic))).map(({ high }) => high);
  return { world: await heads('world'), questions: await heads('questions') };
}

function isFull(batch: readonly PlacedRecord[]): boolean {
  return (
    batch.length >= sendRecords || batch.reduce((sum, { encoded }) => sum + encoded.bytes, 0) >= sendBytes
  );
}

function notEmpty(): LogError {
  return new LogError('log-not-empty', 'history is imported into an empty log only');
}
