export { describeKafka, describePrivateKafka, kafkaBrokers, topicPrefixFor } from './kafka-tests.ts';
export { freshDatabase, schemaFor } from './postgres.ts';
export type { TestDatabase, TestSchema } from './postgres.ts';
