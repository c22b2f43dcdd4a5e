import { expect, test } from 'vitest';
import { memoryLog } from '../memory/memory-log.ts';
import type { LogRecord } from '../port.ts';
import { replaced } from '../replaced.ts';
import { chainFindings } from './chain.ts';

const uuid = (last: number): string => `0191e4c2-0000-8000-8000-00000000000${last}`;

/** A log of three records a topic, as it reads after `change` has been made to what is stored. */
async function findings(change: (records: LogRecord[]) => LogRecord[]): Promise<readonly string[]> {
  const log = memoryLog({ partitions: { world: 1, questions: 2 }, clock: () => 0 });
  for (const topic of ['world', 'questions'] as const)
    for (const place of [1, 2, 3])
      await log.append({ topic, key: 'k', records: [{ id: uuid(place), type: 'test.v1', data: place }] });
  const changed = replaced(log, {
    async read(topic, partition, from, limit = 1_000) {
      const all = await log.read(topic, partition, 0, 1_000);
      const stored = topic === 'world' ? change([...all]) : all;
      return stored.filter(({ position }) => position.offset >= from).slice(0, limit);
    },
  });
  return Array.fromAsync(chainFindings(changed));
}

const altered = (offset: number, by: Partial<LogRecord>) => (records: LogRecord[]) =>
  records.map((record) => (record.position.offset === offset ? { ...record, ...by } : record));

test('a log as it was appended has no findings; its stamps may step back', async () => {
  expect(await findings((records) => records)).toEqual([]);
  expect(await findings(altered(3, { recordedAt: -5 }))).toEqual([]);
});

test.each([
  ['a gap', (all: LogRecord[]) => all.toSpliced(2, 1), 'world/0: offsets 2 to 2 are missing'],
  ['an end that is missing', (all: LogRecord[]) => all.slice(0, 2), 'world/0: offsets 2 to 3 are missing'],
  ['an id twice', altered(3, { id: uuid(1) }), `world/0@3: its id ${uuid(1)} stands at world/0@1 too`],
  ['no header', altered(0, { type: 'test.v1' }), 'world/0@0: the partition does not begin with its header'],
  [
    'a header further on',
    altered(2, { type: 'casus.log.opened.v1' }),
    'world/0@2: a header stands where only the first record is one',
  ],
] as const)('%s is named', async (_what, change, sentence) => {
  expect(await findings(change)).toEqual([sentence]);
});
