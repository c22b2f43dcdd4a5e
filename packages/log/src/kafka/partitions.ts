import type { Place } from '../own-records.ts';
import type { EventLog, Topic } from '../port.ts';
import type { Clients } from './clients.ts';
import type { KafkaPartition } from './offsets.ts';
import { PartitionReader } from './partition-reader.ts';
import type { TopicSpec } from './topics.ts';

export interface PartitionsOptions {
  readonly counts: EventLog['partitions'];
  readonly topicPrefix: string;
  readonly replicationFactor: number;
}

const topics: readonly Topic[] = ['world', 'questions'];

/** The partitions of both topics: what they are called, and a reader for each. */
export class Partitions implements AsyncDisposable {
  readonly counts: EventLog['partitions'];
  readonly specs: readonly TopicSpec[];
  /** All partitions, `world` first. */
  readonly places: readonly (Place & KafkaPartition)[];
  readonly #clients: Clients;
  readonly #prefix: string;
  readonly #readers = new Map<string, PartitionReader>();

  constructor(clients: Clients, { counts, topicPrefix, replicationFactor }: PartitionsOptions) {
    this.counts = counts;
    this.#clients = clients;
    this.#prefix = topicPrefix;
    this.specs = topics.map((topic) => ({
      name: this.topicName(topic),
      partitions: counts[topic],
      replicationFactor,
    }));
    this.places = topics.flatMap((topic) =>
      Array.from({ length: counts[topic] }, (_, partition) => ({
        ...this.place(topic, partition),
        partitions: counts[topic],
      })),
    );
  }

  topicName(topic: Topic): string {
    return `${this.#prefix}${topic}`;
  }

  /** @throws {RangeError} there is no such partition */
  place(topic: Topic, partition: number): KafkaPartition {
    if (!Number.isInteger(partition) || partition < 0 || partition >= this.counts[topic])
      throw new RangeError(`topic ${topic} has no partition ${partition}`);
    return { topic, topicName: this.topicName(topic), partition };
  }

  /** @throws {RangeError} there is no such partition */
  reader(topic: Topic, partition: number): PartitionReader {
    const name = `${topic}/${partition}`;
    const reader =
      this.#readers.get(name) ?? new PartitionReader(this.#clients, this.place(topic, partition));
    this.#readers.set(name, reader);
    return reader;
  }

  /** Forgets what was read: after the topics were created anew, and at the end. */
  async [Symbol.asyncDispose](): Promise<void> {
    const readers = [...this.#readers.values()];
    this.#readers.clear();
    await Promise.all(readers.map((reader) => reader[Symbol.asyncDispose]()));
  }
}
