export { memoryPublisher } from './memory-publisher.ts';
export { postgresPublisher, readPublished } from './postgres-publisher.ts';
export type { PublishedFact } from './postgres-publisher.ts';
export type { Fact, Publisher } from './publisher.ts';
