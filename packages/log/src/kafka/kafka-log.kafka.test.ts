import { describeKafka, kafkaBrokers, topicPrefixFor } from '@casus/testing';
import { describeLog } from '../contract/contract.ts';
import { openKafkaLog } from './kafka-log.ts';

describeKafka('on one broker', () => {
  describeLog('Kafka', async (partitions) => {
    const topicPrefix = topicPrefixFor(import.meta.url);
    const open = (counts: typeof partitions) =>
      openKafkaLog({ brokers: kafkaBrokers(), partitions: counts, topicPrefix });
    const log = await open(partitions);
    return { log, reopen: open, [Symbol.asyncDispose]: () => log[Symbol.asyncDispose]() };
  });
});
