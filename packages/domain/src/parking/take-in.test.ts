import { expect, test } from 'vitest';
import { memoryRows } from '../memory-rows.ts';
import { discardRecord } from '../records/keeping.ts';
import type { Delivered, Rows, Table } from '../rows.ts';
import { parkingFold } from './parking-fold.ts';
import type { Fate } from './take-in.ts';

const sums: Table<readonly number[]> = { name: 'sums' };
const place = { topic: 'questions', partition: 0 } as const;
const why = { textId: '00000000-0000-4000-8000-000000000001', hash: 'h' };

/** Adds its offset to the row of its key; fails where its data says so, after it has written. */
function fold(rows: Rows, { key, data, position }: Delivered): void {
  rows.put(sums, key, [...(rows.get(sums, key) ?? []), position.offset]);
  if (data === 'bad') throw new Error(`cannot fold ${position.offset}`);
}

function record(offset: number, key: string, data: unknown = 'good'): Delivered {
  return { position: { ...place, offset }, id: `id-${offset}`, type: 't', key, data, logTime: offset };
}

function discard(offset: number, of: number): Delivered {
  return { ...record(offset, 'p'), ...discardRecord(`id-${offset}`, { offset: of, who: 'op', why }) };
}

/** What the records come to: rows by key, and what became of whom. */
function folded(records: readonly Delivered[]): {
  readonly rows: Readonly<Record<string, readonly number[]>>;
  readonly fates: readonly unknown[];
} {
  const rows = memoryRows();
  const fates: unknown[] = [];
  const fate = (_rows: Rows, { position }: Delivered, each: Fate): void => {
    fates.push([position.offset, typeof each === 'object' ? each.discardedBy : each]);
  };
  const takeIn = parkingFold(rows, { fold, fate });
  for (const each of records) takeIn(each);
  return { rows: Object.fromEntries(rows.all(sums)), fates };
}

test('a record that fails leaves nothing, later ones of its key wait, others go on', () => {
  const records = [record(0, 'a'), record(1, 'a', 'bad'), record(2, 'b'), record(3, 'a'), record(4, 'b')];
  expect(folded(records)).toEqual({
    rows: { a: [0], b: [2, 4] },
    fates: [
      [1, 'parked'],
      [3, 'queued'],
    ],
  });
});

test('a discard gives a record up, and what waited is folded in order', () => {
  const records = [record(0, 'a', 'bad'), record(1, 'a'), record(2, 'b'), record(3, 'a'), discard(4, 0)];
  expect(folded(records)).toEqual({
    rows: { b: [2], a: [1, 3] },
    fates: [
      [0, 'parked'],
      [1, 'queued'],
      [3, 'queued'],
      [0, 'op'],
      [1, 'released'],
      [3, 'released'],
    ],
  });
});

test('what waited behind the next one that fails goes on waiting', () => {
  const records = [record(0, 'a', 'bad'), record(1, 'a'), record(2, 'a', 'bad'), record(3, 'a')];
  const { rows, fates } = folded([...records, discard(4, 0), record(5, 'a')]);
  expect(rows).toEqual({ a: [1] });
  expect(fates.slice(-2)).toEqual([
    [2, 'parked'],
    [5, 'queued'],
  ]);
});

test('one that waits can be given up too, and releases nothing', () => {
  const records = [record(0, 'a', 'bad'), record(1, 'a'), record(2, 'a'), discard(3, 1)];
  expect(folded(records).rows).toEqual({});
  expect(folded([...records, discard(4, 0)]).rows).toEqual({ a: [2] });
});

test('code that could fold a record that was given up gives the same rows', () => {
  const givenUp = { ...record(0, 'a'), givenUp: true };
  const rest = [record(1, 'a'), record(2, 'b'), discard(3, 0), record(4, 'a')];
  expect(folded([givenUp, ...rest])).toEqual(folded([record(0, 'a', 'bad'), ...rest]));
});

test('a discard of what is not parked does nothing', () => {
  expect(folded([record(0, 'a'), discard(1, 0), discard(2, 7)])).toEqual({ rows: { a: [0] }, fates: [] });
});

test('what stands at a cut is a matter of the records before it', () => {
  const records = [record(0, 'a', 'bad'), record(1, 'a'), discard(2, 0), record(3, 'a', 'bad')];
  const rows = records.map((_, cut) => folded(records.slice(0, cut + 1)).rows);
  expect(rows).toEqual([{}, {}, { a: [1] }, { a: [1] }]);
});
