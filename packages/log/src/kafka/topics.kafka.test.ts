import { describeKafka, kafkaBrokers, topicPrefixFor } from '@casus/testing';
import type { ITopicConfig } from 'kafkajs';
import { expect, test } from 'vitest';
import type { EventLog } from '../port.ts';
import { openKafkaLog } from './kafka-log.ts';
import { withAdmin } from './testing/topic-surgery.ts';

const partitions = { world: 1, questions: 2 };

describeKafka('a topic that is there already', () => {
  test.each([
    ['retention.ms', '604800000', '-1'],
    ['retention.bytes', '1000000', '-1'],
    ['cleanup.policy', 'compact', 'delete'],
    ['message.timestamp.type', 'CreateTime', 'LogAppendTime'],
    ['unclean.leader.election.enable', 'true', 'false'],
  ])('with %s = %s is refused, saying what is wanted', async (setting, found, wanted) => {
    const topicPrefix = topicPrefixFor(import.meta.url);
    await open(topicPrefix).then((log) => log[Symbol.asyncDispose]());
    await alter(`${topicPrefix}questions`, setting, found);
    await expect(open(topicPrefix)).rejects.toMatchObject({
      code: 'unsafe-topic',
      retryable: false,
      message: `topic ${topicPrefix}questions has ${setting} ${found}, wanted is ${wanted}`,
    });
  });

  test('with another partition count is refused, saying what is wanted', async () => {
    const topicPrefix = topicPrefixFor(import.meta.url);
    await create({ topic: `${topicPrefix}questions`, numPartitions: 3 });
    const message = `topic ${topicPrefix}questions has 3 partitions, wanted are 2`;
    await expect(open(topicPrefix)).rejects.toThrow(message);
  });

  test('with fewer copies than wanted is refused', async () => {
    const topicPrefix = topicPrefixFor(import.meta.url);
    await open(topicPrefix).then((log) => log[Symbol.asyncDispose]());
    await expect(open(topicPrefix, 3)).rejects.toMatchObject({
      code: 'unsafe-topic',
      message: `topic ${topicPrefix}world has replication.factor 1, wanted is 3`,
    });
  });

  test('of another log than its neighbour is refused', async () => {
    const topicPrefix = topicPrefixFor(import.meta.url);
    await open(topicPrefix).then((log) => log[Symbol.asyncDispose]());
    await withAdmin(kafkaBrokers(), (admin) => admin.deleteTopics({ topics: [`${topicPrefix}world`] }));
    await expect.poll(() => listed(`${topicPrefix}world`)).toBe(false);
    await expect(open(topicPrefix)).rejects.toMatchObject({ code: 'lost-tail' });
  });
});

describeKafka('a new log', () => {
  test('opened by several processes at once is one log', async () => {
    const topicPrefix = topicPrefixFor(import.meta.url);
    const logs = await Promise.all([open(topicPrefix), open(topicPrefix), open(topicPrefix)]);
    expect(new Set(logs.map(({ logId }) => logId)).size).toBe(1);
    await Promise.all(logs.map((log) => log[Symbol.asyncDispose]()));
  });

  test('has its headers although the one who created its topics went away', async () => {
    const topicPrefix = topicPrefixFor(import.meta.url);
    await open(topicPrefix).then((log) => log[Symbol.asyncDispose]());
    await withAdmin(kafkaBrokers(), (admin) => admin.deleteTopics({ topics: [`${topicPrefix}questions`] }));
    await expect.poll(() => listed(`${topicPrefix}questions`)).toBe(false);
    await using again = await open(topicPrefix);
    expect(await again.heads('questions')).toEqual([1, 1]);
  });
});

function open(topicPrefix: string, replicationFactor = 1): Promise<EventLog> {
  return openKafkaLog({ brokers: kafkaBrokers(), partitions, topicPrefix, replicationFactor });
}

async function listed(topic: string): Promise<boolean> {
  const topics = await withAdmin(kafkaBrokers(), (admin) => admin.listTopics());
  return topics.includes(topic);
}

async function create(topic: ITopicConfig): Promise<void> {
  await withAdmin(kafkaBrokers(), (admin) => admin.createTopics({ topics: [topic] }));
}

/** Replaces all settings of a topic by what it has, but for one. */
async function alter(topic: string, setting: string, value: string): Promise<void> {
  await withAdmin(kafkaBrokers(), async (admin) => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name: topic }],
    });
    const own = (resources[0]?.configEntries ?? []).filter(({ configSource }) => Number(configSource) === 1);
    const kept = own.map(({ configName, configValue }) => ({ name: configName, value: configValue }));
    const configEntries = [...kept.filter(({ name }) => name !== setting), { name: setting, value }];
    await admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: topic, configEntries }] });
  });
}
