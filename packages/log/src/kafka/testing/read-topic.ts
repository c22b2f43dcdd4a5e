import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import type { Kafka } from 'kafkajs';
import { decodeRecord } from '../../cloud-event.ts';
import type { DecodedRecord } from '../../cloud-event.ts';
import { OffsetLookup } from '../offset-lookup.ts';
import { quietRequestQueue } from '../quiet-request-queue.ts';

const attemptMs = 20_000;
const patienceMs = 60_000;
const retryMs = 500;

/**
 * Everything that a topic holds now, each partition in its order, as a consumer of somebody else's reads it. One that
 * crashes, or gets nothing, is followed by another one.
 * @throws {Error} after a minute
 */
export async function readTopic(
  brokers: readonly string[],
  topic: string,
): Promise<readonly (readonly DecodedRecord[])[]> {
  quietRequestQueue();
  const kafka = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  for (const giveUpAt = Date.now() + patienceMs; ;)
    try {
      return await readOnce(kafka, topic);
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await delay(retryMs);
    }
}

async function readOnce(kafka: Kafka, topic: string): Promise<readonly (readonly DecodedRecord[])[]> {
  await using lookup = new OffsetLookup(() => kafka.admin());
  const extents = await lookup.extentsOf(topic);
  const total = extents.reduce((sum, { low, high }) => sum + high - low, 0);
  const records: DecodedRecord[][] = extents.map(() => []);
  if (total === 0) return records;
  const consumer = kafka.consumer({ groupId: `read-topic-${randomUUID()}` });
  const all = Promise.withResolvers<void>();
  all.promise.catch(() => undefined); // it may crash before anybody waits
  consumer.on(consumer.events.CRASH, ({ payload }) => all.reject(payload.error));
  const given = new AbortController();
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      async eachMessage({ partition, message }) {
        records[partition]?.push(decodeRecord(message.value?.toString('utf8') ?? ''));
        if (records.reduce((sum, { length }) => sum + length, 0) >= total) all.resolve();
      },
    });
    await Promise.race([all.promise, tooLong(topic, given.signal)]);
    return records;
  } finally {
    given.abort();
    await consumer.disconnect();
  }
}

/** Rejects when the time of an attempt is over; with the signal, too. */
async function tooLong(topic: string, signal: AbortSignal): Promise<never> {
  await delay(attemptMs, undefined, { signal });
  throw new Error(`not all of ${topic} came in ${attemptMs / 1_000} s`);
}
