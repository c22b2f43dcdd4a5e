import type { Message } from 'kafkajs';
import { encodeRecord } from '../cloud-event.ts';
import { partitionOf } from '../partition-of.ts';
import type { Fact, Publisher } from '../published/publisher.ts';
import { connectClients } from './clients.ts';
import type { Clients, ConnectionOptions } from './clients.ts';
import { messageOf } from './messages.ts';
import { PartitionWriter } from './partition-writer.ts';
import { within } from './within.ts';
import { sendBatch } from './topic-writer.ts';
import { ensureTopics } from './topics.ts';

export interface KafkaPublisherOptions extends ConnectionOptions {
  /** Of the topic; never changed afterwards, or the facts of a key would lose their order. */
  readonly partitions: number;
  /** What the topic's name begins with: `<prefix>published`. @default casus. */
  readonly topicPrefix?: string;
  /** Copies of each fact, on as many brokers; in production 3. @default 1 */
  readonly replicationFactor?: number;
  /** Facts that Kafka does not acknowledge for so long fail with `unavailable`. @default 30,000 */
  readonly timeoutMs?: number;
}

const batchFacts = 500;
const batchBytes = 1024 * 1024;

/**
 * Facts as structured CloudEvents in the topic `published`, by their keys; creates the topic, or checks the one that
 * is there like those of the log.
 * @throws {LogError} `partition-mismatch`, `unsafe-topic`, `unavailable`
 */
export async function openKafkaPublisher(options: KafkaPublisherOptions): Promise<Publisher> {
  const { partitions, topicPrefix = 'casus.', replicationFactor = 1, timeoutMs = 30_000 } = options;
  const clients = await connectClients(options);
  const topicName = `${topicPrefix}published`;
  try {
    await ensureTopics(clients.admin, [{ name: topicName, partitions, replicationFactor }]);
  } catch (error) {
    await clients[Symbol.asyncDispose]();
    throw error;
  }
  return new KafkaPublisher(clients, topicName, { partitions, timeoutMs });
}

class KafkaPublisher implements Publisher {
  readonly #clients: Clients;
  readonly #writers: readonly PartitionWriter[];
  readonly #timeoutMs: number;

  constructor(
    clients: Clients,
    topicName: string,
    { partitions, timeoutMs }: { readonly partitions: number; readonly timeoutMs: number },
  ) {
    this.#clients = clients;
    this.#timeoutMs = timeoutMs;
    this.#writers = Array.from(
      { length: partitions },
      (_, partition) =>
        new PartitionWriter((messages) => sendBatch(clients.producer, { topicName, partition }, messages)),
    );
  }

  async publish(facts: readonly Fact[]): Promise<void> {
    const byPartition = Map.groupBy(facts, ({ key }) => partitionOf(key, this.#writers.length));
    const batches = [...byPartition].map(([partition, own]) => ({
      partition,
      own: batchesOf(partition, own),
    }));
    await Promise.all(batches.map(({ partition, own }) => this.#write(partition, own)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#writers.map((writer) => writer.close()));
    await this.#clients[Symbol.asyncDispose]();
  }

  async #write(partition: number, batches: readonly Batch[]): Promise<void> {
    const writer = this.#writers[partition];
    if (writer === undefined) throw new RangeError(`there is no partition ${partition}`);
    for (const { messages, bytes } of batches) await within(this.#timeoutMs, writer.append(messages, bytes));
  }
}

interface Batch {
  readonly messages: Message[];
  bytes: number;
}

/** @throws {LogError} `record-too-large` */
function batchesOf(partition: number, facts: readonly Fact[]): readonly Batch[] {
  const batches: Batch[] = [];
  for (const { key, record } of facts) {
    const encoded = encodeRecord(key, record);
    let last = batches.at(-1);
    if (last === undefined || last.messages.length >= batchFacts || last.bytes + encoded.bytes > batchBytes) {
      last = { messages: [], bytes: 0 };
      batches.push(last);
    }
    last.messages.push(messageOf(key, encoded, partition));
    last.bytes += encoded.bytes;
  }
  return batches;
}
