import type pg from 'pg';
import type { EncodedRecord } from '../cloud-event.ts';
import { idConflict } from '../encode-batch.ts';
import type { EncodedBatch } from '../encode-batch.ts';
import { isOwnType, ownTypes } from '../own-records.ts';
import type { Appended, Topic } from '../port.ts';
import type { Outcome } from './append-queue.ts';
import { isUniqueViolation, withLogErrors } from './errors.ts';
import { inTransaction } from './transaction.ts';
import type { Writer } from './writer.ts';

interface Partition {
  readonly topic: Topic;
  readonly partition: number;
}

export interface Destination extends Partition {
  /** Runs the statements that it is given in their order, without waiting for answers in between. */
  readonly writer: Writer;
  /** For the transactions of several statements. */
  readonly pool: pg.Pool;
}

/** What a writer and a client have in common. */
type Queryable = Pick<Writer, 'query'>;

const append = 'select first_offset, stamp from log.append($1, $2, $3, $4, $5, $6, $7)';

/** How often the careful way is tried again after another partition stored the same id meanwhile. */
const attempts = 3;

/**
 * Stores the batches of several calls in one transaction: in one round trip when all ids are new, which is
 * nearly always; else the known ones are looked up first.
 * @throws {LogError} `importing`, `unavailable`
 */
export async function sendBatches(
  { writer, pool, ...partition }: Destination,
  batches: readonly EncodedBatch[],
): Promise<readonly Outcome[]> {
  return withLogErrors(async () => {
    try {
      return await sendNew(writer, partition, batches, new Map());
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return sendCarefully(pool, partition, batches);
    }
  });
}

async function sendCarefully(
  pool: pg.Pool,
  partition: Partition,
  batches: readonly EncodedBatch[],
): Promise<readonly Outcome[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(pool, async (client) => {
        const known = await lookUp(client, partition, batches);
        return sendNew(client, partition, batches, known);
      });
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === attempts) throw error;
    }
  }
}

interface Known {
  readonly appended: Appended;
  readonly digest: Buffer;
}

interface KnownRow {
  readonly id: string;
  readonly partition: number;
  readonly offset: string;
  readonly recorded_at: string;
  readonly digest: Buffer;
}

/** Locks the partition, so that no other writer adds to it, and finds the ids that the topic holds. */
async function lookUp(
  client: pg.ClientBase,
  { topic, partition }: Partition,
  batches: readonly EncodedBatch[],
): Promise<ReadonlyMap<string, Known>> {
  await client.query('select from log.heads where topic = $1 and partition = $2 for update', [
    topic,
    partition,
  ]);
  const ids = batches.flatMap(({ records }) => records.map(({ id }) => id));
  const { rows } = await client.query<KnownRow>(
    `select id, partition, "offset", recorded_at, digest from log.records where topic = $1 and id = any ($2::uuid[])`,
    [topic, ids],
  );
  return new Map(rows.map((row) => [row.id, knownFrom(topic, row)]));
}

function knownFrom(topic: Topic, row: KnownRow): Known {
  const position = { topic, partition: row.partition, offset: Number(row.offset) };
  return {
    appended: { position, recordedAt: Number(row.recorded_at), repeated: true },
    digest: row.digest,
  };
}

/** Stores what is not known; a batch with other content under a known id is refused as a whole. */
async function sendNew(
  queryable: Queryable,
  partition: Partition,
  batches: readonly EncodedBatch[],
  known: ReadonlyMap<string, Known>,
): Promise<readonly Outcome[]> {
  const refusals = batches.map(({ records }) => refusalOf(records, known));
  const accepted = batches.filter((_, index) => refusals[index] === undefined);
  const added = accepted.flatMap(({ records }) => records.filter(({ id }) => !known.has(id)));
  const place = added.length === 0 ? { offset: 0, recordedAt: 0 } : await insert(queryable, partition, added);
  let { offset } = place;
  const answer = ({ id }: EncodedRecord): Appended => {
    const old = known.get(id)?.appended;
    if (old !== undefined) return old;
    offset += 1;
    return { position: { ...partition, offset: offset - 1 }, recordedAt: place.recordedAt, repeated: false };
  };
  return batches.map(({ records }, index) => refusals[index] ?? records.map(answer));
}

function refusalOf(records: readonly EncodedRecord[], known: ReadonlyMap<string, Known>): Error | undefined {
  const conflicts = records.filter(({ id, digest }) => known.get(id)?.digest.equals(digest) === false);
  return conflicts.length === 0 ? undefined : idConflict(conflicts.map(({ id }) => id));
}

/** @returns the offset of the first record and the stamp of all */
async function insert(
  queryable: Queryable,
  { topic, partition }: Partition,
  records: readonly EncodedRecord[],
): Promise<{ offset: number; recordedAt: number }> {
  const own = records.flatMap(({ type }, index) => (isOwnType(type) ? [index + 1] : []));
  const { rows } = await queryable.query<{ first_offset: string; stamp: string }>({
    name: 'log-append',
    text: append,
    values: [
      topic,
      partition,
      `{${records.map(({ id }) => id).join(',')}}`,
      Buffer.concat(records.map(({ digest }) => digest)),
      records.map(({ text }) => text).join('\n'),
      own,
      records.some(({ type }) => type === ownTypes.stampCorrected),
    ],
  });
  const [row] = rows;
  if (row === undefined) throw new TypeError('log.append gave no row');
  return { offset: Number(row.first_offset), recordedAt: Number(row.stamp) };
}
