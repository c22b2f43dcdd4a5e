import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import kafkajs from 'kafkajs';
import type { BareLoad, BareRequest } from './bare-client.ts';

const { brokers, topic } = workerData as { readonly brokers: readonly string[]; readonly topic: string };
const fetchBytes = 1024 * 1024;
const kafka = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
const producer = kafka.producer({ allowAutoTopicCreation: false });
const connected = producer.connect();

parentPort?.on('message', (request: BareRequest) => void answer(request));

async function answer(request: BareRequest): Promise<void> {
  await connected;
  parentPort?.postMessage(await work(request));
}

async function work(request: BareRequest): Promise<number> {
  switch (request.kind) {
    case 'send':
      return sendFor(request);
    case 'fill':
      for (let time = 0; time < request.times; time += 1) await send(request.texts);
      return request.times;
    case 'consume':
      return consume(request.count);
  }
}

async function sendFor({ texts, callers, ms }: BareLoad): Promise<number> {
  const began = performance.now();
  let sent = 0;
  const call = async (): Promise<void> => {
    while (performance.now() - began < ms) {
      await send(texts);
      sent += texts.length;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return (sent / (performance.now() - began)) * 1_000;
}

async function send(texts: readonly string[]): Promise<void> {
  const messages = texts.map((value) => ({ key: 'bare', value, partition: 0 }));
  await producer.send({ topic, acks: -1, messages });
}

async function consume(count: number): Promise<number> {
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
