import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { decodeRecord } from '../../cloud-event.ts';
import type { DecodedRecord } from '../../cloud-event.ts';
import { OffsetLookup } from '../offset-lookup.ts';
import { quietRequestQueue } from '../quiet-request-queue.ts';

/** Everything that a topic holds now, each partition in its order, as a consumer of somebody else's reads it. */
export async function readTopic(
  brokers: readonly string[],
  topic: string,
): Promise<readonly (readonly DecodedRecord[])[]> {
  quietRequestQueue();
  const kafka = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  await using lookup = new OffsetLookup(() => kafka.admin());
  const extents = await lookup.extentsOf(topic);
  const total = extents.reduce((sum, { low, high }) => sum + high - low, 0);
  const records: DecodedRecord[][] = extents.map(() => []);
  if (total === 0) return records;
  const consumer = kafka.consumer({ groupId: `read-topic-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const all = Promise.withResolvers<void>();
  await consumer.run({
    autoCommit: false,
    async eachMessage({ partition, message }) {
      records[partition]?.push(decodeRecord(message.value?.toString('utf8') ?? ''));
      if (records.reduce((sum, { length }) => sum + length, 0) >= total) all.resolve();
    },
  });
  await all.promise;
  await consumer.disconnect();
  return records;
}
