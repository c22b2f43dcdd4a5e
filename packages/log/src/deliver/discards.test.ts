import { expect, test } from 'vitest';
import { memoryLog } from '../memory/memory-log.ts';
import { ownTypes } from '../own-records.ts';
import type { EventLog, Json } from '../port.ts';
import { deliver } from './deliver.ts';

const type = 'casus.test.v1';

async function logOf(records: readonly { readonly type: string; readonly data?: Json }[]): Promise<EventLog> {
  const log = memoryLog({ partitions: { world: 1, questions: 1 }, clock: () => 1 });
  for (const [index, { type: own, data = {} }] of records.entries()) {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    await log.append({ topic: 'world', key: 'k', records: [{ id, type: own, data }] });
  }
  return log;
}

/** Offsets of the records that are marked. */
async function givenUpIn(log: EventLog): Promise<readonly number[]> {
  const { signal } = new AbortController();
  const options = { log, topic: 'world', partition: 0, signal, clock: () => 1, untilHead: true } as const;
  const records = (await Array.fromAsync(deliver(options))).flatMap((delivery) => delivery.records);
  return records.filter(({ givenUp }) => givenUp).map(({ position }) => position.offset);
}

function discard(data: Json): { readonly type: string; readonly data: Json } {
  return { type: ownTypes.recordDiscarded, data };
}

test('a record that a later one gives up is marked, wherever that stands', async () => {
  const others = Array.from({ length: 1_500 }, () => ({ type }));
  const log = await logOf([{ type }, { type }, ...others, discard({ offset: 2, who: 'op' })]);
  expect(await givenUpIn(log)).toEqual([2]);
});

test.each([
  ['itself', { offset: 2 }],
  ['what comes after it', { offset: 3 }],
  ['a record about the log itself', { offset: 0 }],
  ['nothing that can be read', { offset: 'one' }],
  ['nothing', null],
])('a discard of %s marks nothing', async (_, data) => {
  expect(await givenUpIn(await logOf([{ type }, discard(data), { type }]))).toEqual([]);
});
