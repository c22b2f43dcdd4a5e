import type pg from 'pg';
import { encodeRecord } from '../cloud-event.ts';
import { assertSamePartitions, missingRecords } from '../history.ts';
import type { PlacedRecord } from '../history.ts';
import { importMarker } from '../own-records.ts';
import { LogError } from '../port.ts';
import type { EventLog, History, Topic } from '../port.ts';
import { isUniqueViolation, withLogErrors } from './errors.ts';
import { insertRecords } from './insert-records.ts';
import { placesOf } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** At most about this much is stored in one transaction. */
const chunkRecords = 2_000;
const chunkBytes = 4 * 1024 * 1024;

type Heads = Record<Topic, number[]>;

/** See {@link EventLog.importHistory}. */
export async function importInto(
  pool: pg.Pool,
  partitions: EventLog['partitions'],
  history: History,
): Promise<void> {
  assertSamePartitions(partitions, history.partitions);
  return withLogErrors(async () => {
    const isDone = await inTransaction(pool, (client) => begin(client, partitions, history));
    if (isDone) return;
    for await (const chunk of chunksOf(missingRecords(history, await storedHeads(pool))))
      await store(pool, history, chunk);
    await inTransaction(pool, (client) => end(client, partitions, history));
  });
}

export async function storedHeads(queryable: pg.Pool | pg.ClientBase): Promise<Heads> {
  const { rows } = await queryable.query<{ topic: Topic; head: string }>(
    'select topic, head from log.heads order by topic, partition',
  );
  const of = (topic: Topic): number[] =>
    rows.filter((row) => row.topic === topic).map(({ head }) => Number(head));
  return { world: of('world'), questions: of('questions') };
}

interface ImportRow {
  readonly import_id: string | null;
  readonly import_hash: string | null;
  readonly importing: boolean;
}

/** Replaces the headers of an empty log, or finds the import begun. True when it is done already. */
async function begin(
  client: pg.ClientBase,
  partitions: EventLog['partitions'],
  { importId, hash }: History,
): Promise<boolean> {
  await client.query('select from log.heads order by topic, partition for update');
  const { rows } = await client.query<ImportRow>(
    'select import_id, import_hash, importing from log.identity for update',
  );
  const stored = rows[0];
  if (stored?.import_id === importId && stored.import_hash === hash) return !stored.importing;
  if (stored?.importing === true || stored?.import_id === importId)
    throw new LogError('import-mismatch', `the log holds import ${stored.import_id} of another history`);
  const heads = await storedHeads(client);
  if ([...heads.world, ...heads.questions].some((head) => head > 1))
    throw new LogError('log-not-empty', 'history is imported into an empty log only');
  await client.query('update log.identity set import_id = $1, import_hash = $2, importing = true', [
    importId,
    hash,
  ]);
  await client.query('delete from log.records');
  await client.query('update log.heads set last_stamp = 0');
  const at = { offset: () => 0, recordedAt: () => 0 };
  await insertRecords(client, markers('importing', { importId, hash }, partitions, at), importId);
  return false;
}

async function store(pool: pg.Pool, { importId }: History, records: readonly PlacedRecord[]): Promise<void> {
  try {
    await inTransaction(pool, async (client) => {
      for (const reach of reaches(records)) await moveHead(client, reach);
      await insertRecords(client, records, importId);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new LogError('import-mismatch', 'an id comes twice in the history', { cause: error });
  }
}

async function end(
  client: pg.ClientBase,
  partitions: EventLog['partitions'],
  { importId, hash }: History,
): Promise<void> {
  const { rows } = await client.query<{ topic: Topic; partition: number; head: string; stamp: string }>(
    `update log.heads set head = head + 1,
       last_stamp = greatest(last_stamp, floor(extract(epoch from clock_timestamp()) * 1000)::bigint)
     returning topic, partition, head - 1 as head, last_stamp as stamp`,
  );
  const rowOf = (topic: Topic, partition: number) =>
    rows.find((row) => row.topic === topic && row.partition === partition);
  const at = {
    offset: (topic: Topic, partition: number) => Number(rowOf(topic, partition)?.head),
    recordedAt: (topic: Topic, partition: number) => Number(rowOf(topic, partition)?.stamp),
  };
  await insertRecords(client, markers('imported', { importId, hash }, partitions, at), importId);
  await client.query('update log.identity set importing = false');
  await client.query(`select pg_notify('casus_log', topic || '/' || partition) from log.heads`);
}

interface MarkerPlace {
  offset(topic: Topic, partition: number): number;
  recordedAt(topic: Topic, partition: number): number;
}

function markers(
  kind: 'importing' | 'imported',
  history: Pick<History, 'importId' | 'hash'>,
  partitions: EventLog['partitions'],
  at: MarkerPlace,
): readonly PlacedRecord[] {
  return placesOf(partitions).map((place) => {
    const { topic, partition } = place;
    const { key, record } = importMarker(kind, history, place);
    const position = { topic, partition, offset: at.offset(topic, partition) };
    return { position, recordedAt: at.recordedAt(topic, partition), key, encoded: encodeRecord(key, record) };
  });
}

interface Reach {
  readonly topic: Topic;
  readonly partition: number;
  readonly from: number;
  /** Next offset afterwards. */
  readonly head: number;
  readonly lastStamp: number;
}

/** How far the records reach in each of their partitions. */
function reaches(records: readonly PlacedRecord[]): readonly Reach[] {
  const found = new Map<string, Reach>();
  for (const { position, recordedAt } of records) {
    const { topic, partition, offset } = position;
    const name = `${topic}/${partition}`;
    const before = found.get(name);
    const from = before?.from ?? offset;
    const lastStamp = Math.max(before?.lastStamp ?? 0, recordedAt);
    found.set(name, { topic, partition, from, head: offset + 1, lastStamp });
  }
  return [...found.keys()].toSorted().flatMap((name) => found.get(name) ?? []);
}

async function moveHead(client: pg.ClientBase, reach: Reach): Promise<void> {
  const { topic, partition, from, head, lastStamp } = reach;
  const { rowCount } = await client.query(
    `update log.heads set head = $4, last_stamp = greatest(last_stamp, $5)
     where topic = $1 and partition = $2 and head = $3`,
    [topic, partition, from, head, lastStamp],
  );
  if (rowCount !== 1)
    throw new LogError('import-mismatch', 'another process is writing this import; let it finish');
}

async function* chunksOf(records: AsyncIterable<PlacedRecord>): AsyncGenerator<readonly PlacedRecord[]> {
  let chunk: PlacedRecord[] = [];
  let bytes = 0;
  for await (const record of records) {
    chunk.push(record);
    bytes += record.encoded.bytes;
    if (chunk.length < chunkRecords && bytes < chunkBytes) continue;
    yield chunk;
    chunk = [];
    bytes = 0;
  }
  if (chunk.length > 0) yield chunk;
}
