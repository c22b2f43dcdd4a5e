import { randomUUID } from 'node:crypto';
import { deliver, memoryLog } from '@casus/log';
import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { doublingLog } from './doubling-log.ts';

test.each([1, 2, 3])('a reader comes to the head of a long log (seed %i)', async (seed) => {
  const plain = memoryLog({ partitions: { world: 1, questions: 1 }, clock: () => 0 });
  const records = Array.from({ length: 1_800 }, () => ({
    id: randomUUID(),
    type: 'casus.test.v1',
    data: {},
  }));
  for (let from = 0; from < records.length; from += 600)
    await plain.append({ topic: 'questions', key: 'k', records: records.slice(from, from + 600) });
  const { signal } = new AbortController();
  const log = doublingLog(plain, seededRandom(seed));
  const reading = { log, topic: 'questions', partition: 0, signal, clock: () => 0, untilHead: true } as const;
  const read = (await Array.fromAsync(deliver(reading))).flatMap((delivery) => delivery.records);
  expect(new Set(read.map(({ id }) => id))).toEqual(new Set([read[0]?.id, ...records.map(({ id }) => id)]));
});
