import { describeKafka, kafkaBrokers, topicPrefixFor } from '@casus/testing';
import { expect, test } from 'vitest';
import { describePublisher } from '../published/contract-publisher.ts';
import { openKafkaPublisher } from './kafka-publisher.ts';
import { readTopic } from './testing/read-topic.ts';

async function open(topicPrefix = topicPrefixFor(import.meta.url), partitions = 4) {
  const publisher = await openKafkaPublisher({ brokers: kafkaBrokers(), partitions, topicPrefix });
  return {
    publisher,
    stored: () => readTopic(kafkaBrokers(), `${topicPrefix}published`),
    [Symbol.asyncDispose]: () => publisher[Symbol.asyncDispose](),
  };
}

describeKafka('the topic of facts', () => {
  describePublisher('Kafka', () => open());

  test('with another partition count is refused', async () => {
    const topicPrefix = topicPrefixFor(import.meta.url);
    await (await open(topicPrefix))[Symbol.asyncDispose]();
    const message = `topic ${topicPrefix}published has 4 partitions, wanted are 3`;
    await expect(open(topicPrefix, 3)).rejects.toThrow(message);
  });
});
