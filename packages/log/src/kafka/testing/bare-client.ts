import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import type { Kafka } from 'kafkajs';
import { quietRequestQueue } from '../quiet-request-queue.ts';
import { deleteTopic, withAdmin } from './topic-surgery.ts';

/** kafkajs without anything of ours around it, on a topic of its own: what the log is measured beside. */
export interface BareClient extends AsyncDisposable {
  /** The topic's name in Kafka. */
  readonly topic: string;
  /** Resolves when the texts are acknowledged, as one batch of partition 0. */
  send(texts: readonly string[]): Promise<void>;
  /** Reads the topic from its beginning; milliseconds from the first batch until so many messages were there. */
  consume(count: number): Promise<number>;
}

const fetchBytes = 1024 * 1024;

export async function openBareClient(brokers: readonly string[]): Promise<BareClient> {
  quietRequestQueue();
  const topic = `bare.${randomUUID()}`;
  const kafka = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const configEntries = [{ name: 'max.message.bytes', value: String(16 * fetchBytes) }];
  await withAdmin(brokers, (admin) =>
    admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }] }),
  );
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  return {
    topic,
    async send(texts) {
      const messages = texts.map((value) => ({ key: 'bare', value, partition: 0 }));
      await producer.send({ topic, acks: -1, messages });
    },
    consume: (count) => consumeFromBeginning(kafka, topic, count),
    async [Symbol.asyncDispose]() {
      await producer.disconnect();
      await withAdmin(brokers, (admin) => deleteTopic(admin, topic));
    },
  };
}

async function consumeFromBeginning(kafka: Kafka, topic: string, count: number): Promise<number> {
  const consumer = kafka.consumer({ groupId: `bare-${randomUUID()}`, maxBytesPerPartition: fetchBytes });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const { promise, resolve } = Promise.withResolvers<number>();
  let began: number | undefined;
  let seen = 0;
  await consumer.run({
    autoCommit: false,
    async eachBatch({ batch }) {
      began ??= performance.now();
      seen += batch.messages.length;
      if (seen >= count) resolve(performance.now() - began);
    },
  });
  const tookMs = await promise;
  await consumer.disconnect();
  return tookMs;
}
