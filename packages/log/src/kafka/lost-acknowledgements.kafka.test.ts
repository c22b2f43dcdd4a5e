import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { describePrivateKafka, topicPrefixFor } from '@casus/testing';
import { startBroker } from '@casus/testing/kafka';
import type { Broker } from '@casus/testing/kafka';
import kafkajs from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeRecord } from '../cloud-event.ts';
import { makeHistory } from '../contract/contract-subject.ts';
import { exportHistory } from '../history.ts';
import { ownTypes } from '../own-records.ts';
import type { EventLog, NewRecord } from '../port.ts';
import { openKafkaLog } from './kafka-log.ts';
import { messageOf } from './messages.ts';

const senders = 8;
const batchesPerSender = 40;
const batchRecords = 5;
const partitions = { world: 1, questions: 1 };

/** Stores records of `world`, or throws. */
type Store = (records: readonly NewRecord[]) => Promise<unknown>;

describePrivateKafka('when answers are lost on the way', () => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await startBroker();
  });
  afterAll(() => broker[Symbol.asyncDispose]());

  test('the log has every acknowledged record', async () => {
    await using log = await openLog(broker, topicPrefixFor(import.meta.url));
    const store: Store = (records) => log.append({ topic: 'world', key: 'k', records });
    const acknowledged = await storeWhileAnswersGetLost(broker, store);
    expect(acknowledged).toHaveLength(senders * batchesPerSender * batchRecords);
    expect(await missingIn(log, acknowledged)).toEqual([]);
  });

  test('an idempotent producer of kafkajs alone has lost some, which shows that this can be seen', async () => {
    const topicPrefix = topicPrefixFor(import.meta.url);
    await using log = await openLog(broker, topicPrefix);
    const missing: string[] = [];
    for (let round = 0; round < 10 && missing.length === 0; round += 1) {
      const acknowledged = await withBareProducer(broker, `${topicPrefix}world`, (store) =>
        storeWhileAnswersGetLost(broker, store),
      );
      missing.push(...(await missingIn(log, acknowledged)));
    }
    expect(missing.length).toBeGreaterThan(0);
  });
  test('an import stands at its offsets, each record once', async () => {
    await using log = await openLog(broker, topicPrefixFor(import.meta.url));
    const history = makeHistory(3_000, partitions);
    const before = broker.proxy.lost;
    const done = new AbortController();
    const losing = (async () => {
      while (!done.signal.aborted && broker.proxy.lost - before < 5) {
        broker.proxy.loseAnswers(1);
        await delay(100);
      }
      broker.proxy.loseAnswers(0);
    })();
    await log.importHistory(history);
    done.abort();
    await losing;
    expect(broker.proxy.lost - before).toBeGreaterThan(0);
    const stored = (await exportHistory(log)).filter(({ record }) => record.type !== ownTypes.imported);
    expect(stored).toHaveLength(history.records.length);
    expect(new Set(stored.map(({ record }) => record.id)).size).toBe(history.records.length);
    expect(await log.state()).toBe('live');
  });
});

function openLog(broker: Broker, topicPrefix: string): Promise<EventLog> {
  return openKafkaLog({ brokers: [broker.proxy.address], partitions, topicPrefix });
}

/** Senders side by side, each with one batch on its way; an answer is lost every 15 ms. */
async function storeWhileAnswersGetLost(broker: Broker, store: Store): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  const send = async (): Promise<void> => {
    for (let batch = 0; batch < batchesPerSender; batch += 1) {
      const records = Array.from({ length: batchRecords }, newRecord);
      const stored = await store(records).then(
        () => true,
        () => false,
      );
      if (stored) acknowledged.push(...records.map(({ id }) => id));
    }
  };
  const before = broker.proxy.lost;
  const done = new AbortController();
  const losing = (async () => {
    while (!done.signal.aborted) {
      if (broker.proxy.lost - before < 20) broker.proxy.loseAnswers(1);
      await delay(15);
    }
  })();
  await Promise.all(Array.from({ length: senders }, send));
  done.abort();
  await losing;
  expect(broker.proxy.lost - before).toBeGreaterThan(0);
  return acknowledged;
}

async function withBareProducer<Result>(
  broker: Broker,
  topic: string,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const kafka = new kafkajs.Kafka({
    brokers: [broker.proxy.address],
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const retry = { initialRetryTime: 20, maxRetryTime: 100 };
  const producer = kafka.producer({ idempotent: true, allowAutoTopicCreation: false, retry });
  await producer.connect();
  try {
    return await work((records) => {
      const messages = records.map((record) => messageOf('k', encodeRecord('k', record), 0));
      return producer.send({ topic, acks: -1, messages });
    });
  } finally {
    await producer.disconnect();
  }
}

/** The ids that the log does not hold. */
async function missingIn(log: EventLog, ids: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (let from = 0; ;) {
    const records = await log.read('world', 0, from);
    if (records.length === 0) return ids.filter((id) => !found.has(id));
    for (const { id } of records) found.add(id);
    from += records.length;
  }
}

function newRecord(): NewRecord {
  return { id: randomUUID(), type: 'casus.test.written.v1', data: 'x'.repeat(100) };
}
