import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import { isotonic } from './isotonic.ts';

function runningSum(values: readonly number[]): readonly number[] {
  let sum = 0;
  return [0, ...values.map((value) => (sum += value))];
}

function stretch(sums: readonly number[], from: number, to: number): number {
  return (sums[to + 1] ?? Number.NaN) - (sums[from] ?? Number.NaN);
}

describe('isotonic regression', () => {
  rule('pools what falls', () => {
    expect(isotonic([1, 3, 2, 4], [1, 1, 1, 1])).toEqual([1, 2.5, 2.5, 4]);
    expect(isotonic([3, 1], [3, 1])).toEqual([2.5, 2.5]);
    expect(isotonic([], [])).toEqual([]);
  });
  rule('refuses weights of 0', () => {
    expect(() => isotonic([1], [0])).toThrow(expect.objectContaining({ code: 'out-of-range' }));
    expect(() => isotonic([1], [])).toThrow(expect.objectContaining({ code: 'length-mismatch' }));
    expect(() => isotonic([Number.NaN], [1])).toThrow(expect.objectContaining({ code: 'not-a-number' }));
  });

  /** The max–min formula: value at i = max over starts ≤ i of the min over ends ≥ i of the weighted mean. */
  function reference(values: readonly number[], weights: readonly number[]): readonly number[] {
    const sums = runningSum(values.map((value, index) => value * (weights[index] ?? 0)));
    const totals = runningSum(weights);
    const mean = (from: number, to: number) => stretch(sums, from, to) / stretch(totals, from, to);
    const minima = values.map(() => Infinity);
    const found = values.map(() => -Infinity);
    for (let start = 0; start < values.length; start += 1) {
      minima.fill(Infinity);
      for (let end = values.length - 1; end >= start; end -= 1) {
        minima[end] = Math.min(minima[end + 1] ?? Infinity, mean(start, end));
        found[end] = Math.max(found[end] ?? -Infinity, minima[end] ?? -Infinity);
      }
    }
    return found;
  }
  const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 5 })), {
    maxLength: 60,
  });
  test.prop([pairs])('equals the quadratic max–min formula', (given) => {
    const [values, weights] = [given.map(([value]) => value), given.map(([, weight]) => weight)];
    const found = isotonic(values, weights);
    for (const [index, value] of reference(values, weights).entries()) {
      expect(found[index]).toBeCloseTo(value, 10);
    }
  });
});
