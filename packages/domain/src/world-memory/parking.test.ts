import { expect, test } from 'vitest';
import { discardRecord } from '../records/keeping.ts';
import type { Delivered } from '../rows.ts';
import { delivered, other, report } from '../world/testing/world-draft.ts';
import { WorldMemory } from './world-memory.ts';

const day = '2025-08-06T20:00:00Z';
const records = delivered([
  report('press#1', day, { type: 'meeting.held', participants: ['USA', 'RUS'] }),
  other(day, { name: 'clock-ticked', data: {} }),
]);

function broken(offset: number): Delivered {
  const position = { topic: 'world', partition: 0, offset } as const;
  return {
    position,
    id: `id-${offset}`,
    type: 'casus.world.report-filed.v9',
    key: 'k',
    data: {},
    logTime: 0,
  };
}

function discarded(offset: number, of: number): Delivered {
  const why = { textId: '00000000-0000-4000-8000-000000000001', hash: 'h' };
  return { ...broken(offset), key: 'p', ...discardRecord(`id-${offset}`, { offset: of, who: 'op', why }) };
}

test('a record that cannot be read counts at every cut behind it, until it is given up', () => {
  const memory = new WorldMemory();
  for (const record of records) memory.fold(record);
  const from = memory.cut;
  for (const record of [
    broken(from),
    broken(from + 1),
    discarded(from + 2, from),
    discarded(from + 3, from + 1),
  ])
    memory.fold(record);
  const unreadable = [0, 1, 2, 3, 4].map((past) => memory.evidenceAt(from + past).unreadable);
  // the second waits behind the first, and fails in its turn
  expect(unreadable).toEqual([0, 1, 2, 1, 0]);
});

test('every claim may see another world where a record is parked or given up', () => {
  const memory = new WorldMemory();
  for (const record of records) memory.fold(record);
  const from = memory.cut;
  for (const record of [broken(from), discarded(from + 1, from)]) memory.fold(record);
  expect([from, from + 1].map((offset) => memory.changesAt(offset).everything)).toEqual([true, true]);
});
