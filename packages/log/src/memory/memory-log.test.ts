import { expect, test } from 'vitest';
import { describeLog } from '../contract/contract.ts';
import { memoryLog } from './memory-log.ts';

const partitions = { world: 1, questions: 1 };
const append = { topic: 'world', key: 'k' } as const;

describeLog('memory', async (counts) => {
  const log = memoryLog({ partitions: counts, clock: Date.now });
  return { log, [Symbol.asyncDispose]: () => log[Symbol.asyncDispose]() };
});

test('stamps are what the clock says, also when it steps back', async () => {
  let now = 1_000.7;
  const log = memoryLog({ partitions, clock: () => now });
  const id = '6f1f3d4e-90a5-4f0b-8c4e-2f2b6d3f7a1';
  await log.append({ ...append, records: [{ id: `${id}1`, type: 't', data: null }] });
  now = 400;
  await log.append({ ...append, records: [{ id: `${id}2`, type: 't', data: null }] });
  expect((await log.read('world', 0, 0)).map(({ recordedAt }) => recordedAt)).toEqual([1_000, 1_000, 400]);
});

test('the log id can be given', () => {
  expect(memoryLog({ partitions, clock: Date.now, logId: 'replay' }).logId).toBe('replay');
});
