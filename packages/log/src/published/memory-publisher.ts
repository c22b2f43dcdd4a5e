import { encodeRecord } from '../cloud-event.ts';
import type { Fact, Publisher } from './publisher.ts';

/** Keeps what was published, repeats too, as Kafka does. */
export function memoryPublisher(): Publisher & { readonly facts: readonly Fact[] } {
  const facts: Fact[] = [];
  return {
    facts,
    async publish(given) {
      for (const { key, record } of given) encodeRecord(key, record);
      facts.push(...given);
    },
    async [Symbol.asyncDispose]() {},
  };
}
