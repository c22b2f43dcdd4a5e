export { openKafkaLog } from './kafka-log.ts';
export type { KafkaLogOptions } from './kafka-log.ts';
export { openKafkaPublisher } from './kafka-publisher.ts';
export type { KafkaPublisherOptions } from './kafka-publisher.ts';
