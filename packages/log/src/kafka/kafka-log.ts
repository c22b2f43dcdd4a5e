import { encodeBatch } from '../encode-batch.ts';
import { partitionOf } from '../partition-of.ts';
import { LogError } from '../port.ts';
import type { Append, Appended, EventLog, History, LogRecord, Topic } from '../port.ts';
import { connectClients } from './clients.ts';
import type { Clients, ConnectionOptions } from './clients.ts';
import { Feed } from './feed.ts';
import { importHistory } from './import.ts';
import { openIdentity, stateOf } from './identity.ts';
import { recordOf } from './messages.ts';
import { assertWithin, extentOf } from './offsets.ts';
import { Partitions } from './partitions.ts';
import { pause } from './pause.ts';
import { TopicWriter } from './topic-writer.ts';
import { ensureTopics } from './topics.ts';
import { within } from './within.ts';

export interface KafkaLogOptions extends ConnectionOptions {
  readonly partitions: EventLog['partitions'];
  /** What the topics' names begin with: `<prefix>world`, `<prefix>questions`. @default casus. */
  readonly topicPrefix?: string;
  /** Copies of each record, on as many brokers; in production 3. @default 1 */
  readonly replicationFactor?: number;
  /** An append that Kafka does not acknowledge for so long is answered with `unavailable`. @default 30,000 */
  readonly appendTimeoutMs?: number;
}

/**
 * The log on Kafka 4: creates its topics, or checks those that are there. A repeated id gets its old position
 * only if this process appended it lately; else it is stored again, and `deliver` drops it.
 * @throws {LogError} `partition-mismatch`, `unsafe-topic`, `lost-tail` (the topics are of different logs),
 *   `unavailable`
 */
export async function openKafkaLog(options: KafkaLogOptions): Promise<EventLog> {
  const { partitions, topicPrefix = 'casus.', replicationFactor = 1, appendTimeoutMs = 30_000 } = options;
  const clients = await connectClients(options);
  const parts = new Partitions(clients, { counts: partitions, topicPrefix, replicationFactor });
  try {
    const created = await ensureTopics(clients.admin, parts.specs);
    const logId = await openIdentity(clients, parts, created);
    return new KafkaLog({ clients, parts, logId, appendTimeoutMs });
  } catch (error) {
    await parts[Symbol.asyncDispose]();
    await clients[Symbol.asyncDispose]();
    throw error;
  }
}

interface LogParts {
  readonly clients: Clients;
  readonly parts: Partitions;
  readonly logId: string;
  readonly appendTimeoutMs: number;
}

const tailRecords = 1_000;
const retryMs = 500;

class KafkaLog implements EventLog {
  readonly logId: string;
  readonly partitions: Readonly<Record<Topic, number>>;
  readonly repeatsIds = true;
  readonly #clients: Clients;
  readonly #parts: Partitions;
  readonly #appendTimeoutMs: number;
  readonly #tails = new Set<Promise<void>>();
  #writers: Readonly<Record<Topic, TopicWriter>>;
  #live = false;

  constructor({ clients, parts, logId, appendTimeoutMs }: LogParts) {
    this.logId = logId;
    this.partitions = parts.counts;
    this.#clients = clients;
    this.#parts = parts;
    this.#appendTimeoutMs = appendTimeoutMs;
    this.#writers = this.#newWriters();
  }

  async append({ topic, key, records }: Append): Promise<readonly Appended[]> {
    const batch = encodeBatch({ topic, key, records });
    if (!this.#live && (await this.state()) === 'importing')
      throw new LogError('importing', 'the log is being filled by an import');
    const partition = partitionOf(key, this.partitions[topic]);
    return within(this.#appendTimeoutMs, this.#writers[topic].append(partition, key, batch));
  }

  async read(topic: Topic, partition: number, from: number, limit = 1_000): Promise<readonly LogRecord[]> {
    return this.#parts.reader(topic, partition).read(from, limit);
  }

  async *tail(
    topic: Topic,
    partition: number,
    from: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly LogRecord[]> {
    const place = this.#parts.place(topic, partition);
    await this.#assertReadable(topic, partition, from, signal);
    const feed = new Feed(this.#clients, place, from);
    try {
      while (!signal.aborted) {
        const messages = await feed.take(tailRecords, signal);
        if (messages.length > 0) yield messages.map((message) => recordOf(message, place));
      }
    } finally {
      const closing = feed[Symbol.asyncDispose]().finally(() => this.#tails.delete(closing));
      this.#tails.add(closing);
    }
  }

  async ownRecords(topic: Topic, partition: number, from: number): Promise<readonly LogRecord[]> {
    return this.#parts.reader(topic, partition).ownRecords(from);
  }

  async heads(topic: Topic): Promise<readonly number[]> {
    const extents = await this.#clients.offsets.extentsOf(this.#parts.topicName(topic));
    return extents.map(({ high }) => high);
  }

  async state(): Promise<'live' | 'importing'> {
    this.#live ||= (await stateOf(this.#parts)) === 'live';
    return this.#live ? 'live' : 'importing';
  }

  async importHistory(history: History): Promise<void> {
    const onBegin = async (): Promise<void> => {
      this.#live = false;
      await this.#closeWriters();
      this.#writers = this.#newWriters();
    };
    await importHistory({ clients: this.#clients, parts: this.#parts, logId: this.logId, onBegin }, history);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closeWriters();
    await Promise.all(this.#tails);
    await this.#parts[Symbol.asyncDispose]();
    await this.#clients[Symbol.asyncDispose]();
  }

  #newWriters(): Readonly<Record<Topic, TopicWriter>> {
    const writer = (topic: Topic): TopicWriter =>
      new TopicWriter({
        producer: this.#clients.producer,
        topic,
        topicName: this.#parts.topicName(topic),
        partitions: this.partitions[topic],
      });
    return { world: writer('world'), questions: writer('questions') };
  }

  async #closeWriters(): Promise<void> {
    await Promise.all([this.#writers.world.close(), this.#writers.questions.close()]);
  }

  /** Waits through outages; a fetch would not tell of records deleted below the offset until the next one comes. */
  async #assertReadable(topic: Topic, partition: number, from: number, signal: AbortSignal): Promise<void> {
    const place = this.#parts.place(topic, partition);
    while (!signal.aborted) {
      try {
        assertWithin(await extentOf(this.#clients.offsets, place), place, from);
        return;
      } catch (error) {
        if (!(error instanceof LogError) || !error.retryable) throw error;
        await pause(retryMs, signal);
      }
    }
  }
}
