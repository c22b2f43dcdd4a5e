import { describePublisher } from './contract-publisher.ts';
import { memoryPublisher } from './memory-publisher.ts';

describePublisher('memory', async () => {
  const publisher = memoryPublisher();
  return {
    publisher,
    stored: async () => [publisher.facts.map(({ key, record }) => ({ key, id: record.id }))],
    [Symbol.asyncDispose]: () => publisher[Symbol.asyncDispose](),
  };
});
