import { memoryRows } from '@casus/domain/memory-rows';
import { medianForecast } from '@casus/scoring/aggregates';
import { fc, test } from '@fast-check/vitest';
import { expect, test as rule } from 'vitest';
import { countValue, crowdOrder, orderQuartiles } from './probability-order.ts';

const percent = fc.integer({ min: 1, max: 99 }).map((whole) => whole / 100);
const any = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const close = fc.integer({ min: 0, max: 500 }).map((steps) => 0.3 + steps * Number.EPSILON);

test.prop([fc.array(fc.oneof(percent, any, close), { minLength: 1, maxLength: 300 }), fc.nat(299)])(
  'has the quartiles of what was added and not taken away',
  (values, taken) => {
    const rows = memoryRows();
    for (const p of values) countValue(rows, 'q', { p, count: 1 });
    const kept = values.slice(Math.min(taken, values.length - 1));
    for (const p of values.slice(0, values.length - kept.length)) countValue(rows, 'q', { p, count: -1 });
    const { lower, median, upper } = medianForecast(kept);
    expect(orderQuartiles(rows, 'q', kept.length)).toEqual([lower, median, upper]);
  },
);

rule('one more value among 10,000 changes a handful of rows, none of more than 32 numbers', () => {
  const rows = memoryRows();
  for (let index = 0; index < 10_000; index += 1) countValue(rows, 'q', { p: index / 10_001, count: 1 });
  const before = new Map(rows.all(crowdOrder));
  countValue(rows, 'q', { p: 0.123456789, count: 1 });
  const changed = [...rows.all(crowdOrder)].filter(([key, row]) => before.get(key) !== row);
  expect(changed.length).toBeLessThanOrEqual(4);
  for (const [, row] of changed)
    expect('counts' in row ? row.counts.length : row.values.length).toBeLessThanOrEqual(32);
});
