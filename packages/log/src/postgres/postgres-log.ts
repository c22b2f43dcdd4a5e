import pg from 'pg';
import { makeBell } from '../bell.ts';
import type { Bell } from '../bell.ts';
import { answersFor, encodeBatch } from '../encode-batch.ts';
import type { EncodedBatch } from '../encode-batch.ts';
import { partitionOf } from '../partition-of.ts';
import type { Append, Appended, EventLog, History, LogRecord, Topic } from '../port.ts';
import { makeAppendQueue } from './append-queue.ts';
import { withLogErrors } from './errors.ts';
import { importInto, storedHeads } from './import.ts';
import { makeListener } from './listener.ts';
import type { Listener } from './listener.ts';
import { readOwnRecords, readRecords } from './read-records.ts';
import { openSchema, placesOf } from './schema.ts';
import { sendBatches } from './send-batches.ts';
import { tailOf } from './tail.ts';
import { makeWriter } from './writer.ts';
import type { Writer } from './writer.ts';

export type PostgresLogOptions = {
  /** Fixed when the log is created; a log that has other counts is refused. */
  readonly partitions: Readonly<Record<Topic, number>>;
} & (
  | {
      /** Stays open when the log is closed. Its owner listens to its `error`. */
      readonly pool: pg.Pool;
    }
  | { readonly connectionString: string }
);

/**
 * The log in the schema `log` of a Postgres database; created when it is not there.
 * @throws {LogError} `partition-mismatch`, `unavailable`
 */
export async function postgresLog(options: PostgresLogOptions): Promise<EventLog> {
  const { partitions } = options;
  const ownPool = 'pool' in options ? undefined : openPool(options.connectionString);
  const pool = ownPool ?? ('pool' in options ? options.pool : openPool(''));
  try {
    const logId = await withLogErrors(() => openSchema(pool, partitions));
    return new PostgresLog({ logId, partitions, pool, ownPool });
  } catch (error) {
    await ownPool?.end();
    throw error;
  }
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    application_name: 'casus log',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  pool.on('error', () => undefined); // a broken idle connection is replaced
  return pool;
}

interface Partition {
  readonly bell: Bell;
  readonly writer: Writer;
  readonly append: (batch: EncodedBatch) => Promise<readonly Appended[]>;
}

interface Parts {
  readonly logId: string;
  readonly partitions: EventLog['partitions'];
  readonly pool: pg.Pool;
  /** The pool, when it ends with the log. */
  readonly ownPool: pg.Pool | undefined;
}

class PostgresLog implements EventLog {
  readonly logId: string;
  readonly partitions: EventLog['partitions'];
  readonly repeatsIds = false;
  readonly #pool: pg.Pool;
  readonly #ownPool: pg.Pool | undefined;
  readonly #places: ReadonlyMap<string, Partition>;
  readonly #listener: Listener;
  readonly #closed = new AbortController();
  #closing: Promise<void> | undefined;

  constructor({ logId, partitions, pool, ownPool }: Parts) {
    this.logId = logId;
    this.partitions = partitions;
    this.#pool = pool;
    this.#ownPool = ownPool;
    this.#places = new Map(
      placesOf(partitions).map(({ topic, partition }) => {
        const writer = makeWriter(pool.options);
        const append = makeAppendQueue((batches) => sendBatches({ topic, partition, writer, pool }, batches));
        return [`${topic}/${partition}`, { bell: makeBell(), append, writer }];
      }),
    );
    this.#listener = makeListener(pool.options, (place) => this.#ring(place));
  }

  async append(append: Append): Promise<readonly Appended[]> {
    const batch = encodeBatch(append);
    const partition = partitionOf(append.key, this.partitions[append.topic]);
    const place = this.#place(append.topic, partition);
    const stored = await place.append(batch);
    place.bell.ring();
    return answersFor(batch, stored);
  }

  async read(topic: Topic, partition: number, from: number, limit = 1_000): Promise<readonly LogRecord[]> {
    this.#place(topic, partition);
    return withLogErrors(() => readRecords(this.#pool, { topic, partition, from, limit }));
  }

  async *tail(
    topic: Topic,
    partition: number,
    from: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly LogRecord[]> {
    const { bell } = this.#place(topic, partition);
    const read = (start: number, limit: number): Promise<readonly LogRecord[]> =>
      this.read(topic, partition, start, limit);
    this.#listener.start();
    const until = AbortSignal.any([signal, this.#closed.signal]);
    yield* tailOf({ read, bell, name: `${topic}/${partition}` }, from, until);
  }

  async ownRecords(topic: Topic, partition: number, from: number): Promise<readonly LogRecord[]> {
    this.#place(topic, partition);
    const range = { topic, partition, from, limit: Number.MAX_SAFE_INTEGER };
    return withLogErrors(() => readOwnRecords(this.#pool, range));
  }

  async heads(topic: Topic): Promise<readonly number[]> {
    const heads = await withLogErrors(() => storedHeads(this.#pool));
    return heads[topic];
  }

  async state(): Promise<'live' | 'importing'> {
    const { rows } = await withLogErrors(() =>
      this.#pool.query<{ importing: boolean }>('select importing from log.identity'),
    );
    return rows[0]?.importing === true ? 'importing' : 'live';
  }

  importHistory(history: History): Promise<void> {
    return importInto(this.#pool, this.partitions, history);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#closed.abort();
    await this.#listener[Symbol.asyncDispose]();
    for (const { writer } of this.#places.values()) await writer[Symbol.asyncDispose]();
    await this.#ownPool?.end();
  }

  #ring(name: string | undefined): void {
    for (const [place, { bell }] of this.#places) if (name === undefined || name === place) bell.ring();
  }

  #place(topic: Topic, partition: number): Partition {
    const place = this.#places.get(`${topic}/${partition}`);
    if (place === undefined) throw new RangeError(`topic ${topic} has no partition ${partition}`);
    return place;
  }
}
