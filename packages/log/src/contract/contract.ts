import { describe } from 'vitest';
import { appendRules } from './contract-append.ts';
import { concurrencyRules } from './contract-concurrency.ts';
import { importRules } from './contract-import.ts';
import { readingRules } from './contract-reading.ts';
import type { Open } from './contract-subject.ts';

export type { Open, Partitions, Subject } from './contract-subject.ts';

/**
 * The tests that every adapter passes: what `EventLog` promises, each rule on a log of its own.
 * @example describeLog('memory', async (partitions) => ({ log: memoryLog({ partitions, clock: Date.now }), … }))
 */
export function describeLog(name: string, open: Open): void {
  describe(`the ${name} log`, () => {
    appendRules(open);
    readingRules(open);
    concurrencyRules(open);
    importRules(open);
  });
}
