import { randomUUID } from 'node:crypto';
import { describe, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the Kafka that this run of the tests uses, separated by commas; empty when there is none. */
    readonly kafkaBrokers: string;
    /** True when brokers can be started to be hurt: there is Java 17. */
    readonly privateKafka: boolean;
  }
}

/** Tests that need a Kafka; skipped when the run has none. */
export function describeKafka(name: string, tests: () => void): void {
  // oxlint-disable-next-line vitest/valid-title, vitest/valid-describe-callback -- the caller names and writes them
  describe.runIf(inject('kafkaBrokers') !== '')(name, tests);
}

/** Tests that start a broker of their own, to hurt it; skipped without Java 17. */
export function describePrivateKafka(name: string, tests: () => void): void {
  // oxlint-disable-next-line vitest/valid-title, vitest/valid-describe-callback -- the caller names and writes them
  describe.runIf(inject('privateKafka'))(name, tests);
}

/** `host:port` of the run's brokers. */
export function kafkaBrokers(): readonly string[] {
  return inject('kafkaBrokers').split(',');
}

/**
 * What the names of a test's topics begin with: the file's name and something of its own.
 * @example topicPrefixFor(import.meta.url) // 'kafka-log.3fa2b1c0.'
 */
export function topicPrefixFor(fileUrl: string): string {
  const file = new URL(fileUrl).pathname.split('/').at(-1) ?? '';
  return `${file.replace(/\..*$/, '')}.${randomUUID().slice(0, 8)}.`;
}
