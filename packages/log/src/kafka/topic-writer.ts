import type { Message, Producer } from 'kafkajs';
import { answersFor, idConflict } from '../encode-batch.ts';
import type { EncodedBatch } from '../encode-batch.ts';
import { LogError } from '../port.ts';
import type { Appended, Topic } from '../port.ts';
import { groupedMessages } from './fast-encoding.ts';
import { KnownIds } from './known-ids.ts';
import type { Acknowledged, KnownRecord, Sending } from './known-ids.ts';
import { messageOf } from './messages.ts';
import { PartitionWriter } from './partition-writer.ts';

const knownIdsLimit = 50_000;
const sendTimeoutMs = 10_000;

export interface TopicWriterOptions {
  readonly producer: Producer;
  readonly topic: Topic;
  readonly topicName: string;
  readonly partitions: number;
}

/** The appends of one topic: a writer for each partition, and the ids that went through. */
export class TopicWriter {
  readonly #topic: Topic;
  readonly #ids = new KnownIds(knownIdsLimit);
  readonly #writers: readonly PartitionWriter[];

  constructor({ producer, topic, topicName, partitions }: TopicWriterOptions) {
    this.#topic = topic;
    this.#writers = Array.from(
      { length: partitions },
      (_, partition) =>
        new PartitionWriter((messages) => sendBatch(producer, { topicName, partition }, messages)),
    );
  }

  /** @throws {LogError} `id-conflict` with what this process appended before; `unavailable`, `lost-tail` */
  async append(partition: number, key: string, batch: EncodedBatch): Promise<readonly Appended[]> {
    const conflicts = batch.records.filter((record) => this.#ids.isOther(record));
    if (conflicts.length > 0) throw idConflict(conflicts.map(({ id }) => id));
    const fresh = batch.records.filter(({ id }) => this.#ids.get(id) === undefined);
    const sending = this.#send(partition, key, fresh);
    const known = batch.records.map(({ id }) => this.#ids.get(id));
    const acknowledged = await acknowledgements(known);
    const stored = known.map((record) => {
      const place = record && acknowledged.get(record.sending);
      if (record === undefined || place === undefined)
        throw new LogError('unavailable', 'Kafka refuses to store');
      const position = {
        topic: this.#topic,
        partition: place.partition,
        offset: place.offset + record.index,
      };
      return { position, recordedAt: place.recordedAt, repeated: record.sending !== sending };
    });
    return answersFor(batch, stored);
  }

  async close(): Promise<void> {
    await Promise.all(this.#writers.map((writer) => writer.close()));
  }

  #send(partition: number, key: string, records: EncodedBatch['records']): Sending | undefined {
    const writer = this.#writers[partition];
    if (writer === undefined || records.length === 0) return undefined;
    const bytes = records.reduce((sum, record) => sum + record.bytes, 0);
    const messages = records.map((record) => messageOf(key, record, partition));
    const sending: Sending = { acknowledged: writer.append(messages, bytes), settled: false };
    this.#ids.add(records, sending);
    sending.acknowledged.then(
      () => {
        sending.settled = true;
      },
      () => this.#ids.delete(records),
    );
    return sending;
  }
}

/** Waits for each batch that one of the records is in. */
async function acknowledgements(
  records: readonly (KnownRecord | undefined)[],
): Promise<ReadonlyMap<Sending, Acknowledged>> {
  const sendings = new Set(records.flatMap((record) => (record === undefined ? [] : [record.sending])));
  const waiting = [...sendings].map(async (sending) => [sending, await sending.acknowledged] as const);
  return new Map(await Promise.all(waiting));
}

/** One produce request: the messages become one record batch, which the broker stores whole or not at all. */
export async function sendBatch(
  producer: Producer,
  { topicName, partition }: { readonly topicName: string; readonly partition: number },
  messages: readonly Message[],
): Promise<Acknowledged> {
  const [answer] = await producer.send({
    topic: topicName,
    acks: -1,
    timeout: sendTimeoutMs,
    messages: groupedMessages(messages, partition),
  });
  const { baseOffset, logAppendTime } = answer ?? {};
  if (baseOffset === undefined || logAppendTime === undefined || logAppendTime === '-1')
    throw new LogError('unsafe-topic', `topic ${topicName} does not stamp by its own clock`);
  return { partition, offset: Number(baseOffset), recordedAt: Number(logAppendTime) };
}
