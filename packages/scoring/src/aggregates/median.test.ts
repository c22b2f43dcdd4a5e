import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import {
  medianForecast,
  recencyWeightedMean,
  recencyWeightedMedian,
  recencyWeights,
  weightedMean,
} from './median.ts';
import { weightedPercentile } from './percentile.ts';
import { startRunningMedian } from './running-median.ts';

const p = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe('median', () => {
  rule('of an odd number is the middle one', () => {
    expect(medianForecast([0.62, 0.881, 0.765]).median).toBe(0.765);
  });
  rule('of an even number is the mean of the middle two, quartiles likewise', () => {
    expect(medianForecast([0.4, 0.1, 0.2, 0.8])).toEqual({
      lower: expect.closeTo(0.15, 12) as number,
      median: expect.closeTo(0.3, 12) as number,
      upper: expect.closeTo(0.6, 12) as number,
    });
  });
  rule('of nobody is refused', () => {
    expect(() => medianForecast([])).toThrow(expect.objectContaining({ code: 'empty-group' }));
    expect(() => medianForecast([0.2, 1.2])).toThrow(
      expect.objectContaining({ code: 'probability-out-of-bounds', field: 'ps[1]' }),
    );
  });
  test.prop([fc.array(p, { minLength: 1 }), fc.nat()])('does not depend on the order', (ps, turn) => {
    const at = turn % ps.length;
    expect(medianForecast([...ps.slice(at), ...ps.slice(0, at)])).toEqual(medianForecast(ps));
  });
});

describe('recency-weighted', () => {
  rule('median of 0.62, 0.881, 0.765 is 0.765, the mean 0.771648', () => {
    expect(recencyWeightedMedian([0.62, 0.881, 0.765]).median).toBe(0.765);
    expect(recencyWeightedMean([0.62, 0.881, 0.765])).toBeCloseTo(0.771648, 6);
  });
  rule('weights are exp(√i − √N), and none up to two', () => {
    expect(recencyWeights(3).map((weight) => weight.toFixed(4))).toEqual(['0.4809', '0.7277', '1.0000']);
    expect(recencyWeights(2)).toEqual([1, 1]);
    expect(recencyWeightedMedian([0.2, 0.6]).median).toBeCloseTo(0.4, 12);
  });
  rule('the newest weigh most', () => {
    const [old, young] = [Array.from({ length: 40 }, () => 0.2), Array.from({ length: 30 }, () => 0.8)];
    expect(recencyWeightedMedian([...old, ...young]).median).toBe(0.8);
  });
});

describe('weighted percentile', () => {
  rule('averages the first value that reaches q and the first that exceeds it', () => {
    expect(weightedPercentile([1, 2, 4, 8], [1, 1, 1, 1], 0.5)).toBe(3);
    expect(weightedPercentile([1, 2, 4, 8], [1, 1, 1, 3], 0.5)).toBe(6);
    expect(weightedPercentile([1, 2, 4], [1, 0, 1], 0.5)).toBe(2.5);
  });
  rule('takes weights whose sum is off by rounding for what they are', () => {
    expect(weightedPercentile([1, 2, 3, 4, 5, 6], [0.1, 0.2, 0.3, 0.3, 0.2, 0.1], 0.5)).toBe(3.5);
  });
  rule('ends at the extremes', () => {
    expect(weightedPercentile([3, 1, 2], [1, 1, 1], 0)).toBe(1);
    expect(weightedPercentile([3, 1, 2], [1, 1, 1], 1)).toBe(3);
  });
  rule('refuses weights that are missing, below 0 or all 0', () => {
    const of = (weights: readonly number[]) => () => weightedPercentile([1, 2], weights, 0.5);
    expect(of([1])).toThrow(expect.objectContaining({ code: 'length-mismatch' }));
    expect(of([1, -1])).toThrow(expect.objectContaining({ code: 'out-of-range', field: 'weights[1]' }));
    expect(of([0, 0])).toThrow(expect.objectContaining({ code: 'out-of-range' }));
    expect(of([1, Number.NaN])).toThrow(expect.objectContaining({ code: 'not-a-number' }));
  });
  test.prop([fc.array(fc.tuple(p, fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 20 })])(
    'with whole weights is the median of repeated values',
    (pairs) => {
      const repeated = pairs.flatMap(([value, weight]) => Array.from({ length: weight }, () => value));
      const [values, weights] = [pairs.map(([value]) => value), pairs.map(([, weight]) => weight)];
      expect(weightedPercentile(values, weights, 0.5)).toBe(medianForecast(repeated).median);
    },
  );
});

rule('a weighted mean without weight is refused', () => {
  expect(() => weightedMean([0.2], [0])).toThrow(expect.objectContaining({ code: 'empty-group' }));
  expect(() => weightedMean([0.2, 0.8], [3, -1])).toThrow(expect.objectContaining({ code: 'out-of-range' }));
  expect(() => weightedMean([0.2, 0.8], [3])).toThrow(expect.objectContaining({ code: 'not-a-number' }));
  expect(weightedMean([0.2, 0.8], [3, 1])).toBeCloseTo(0.35, 12);
});

describe('running median', () => {
  rule('is null while nobody stands', () => {
    expect(startRunningMedian().read()).toBeNull();
  });
  rule('refuses to remove what does not stand', () => {
    const running = startRunningMedian();
    running.add(0.3);
    expect(() => running.remove(0.4)).toThrow(expect.objectContaining({ code: 'not-a-member' }));
  });
  const coarse = fc.integer({ min: 1, max: 30 }).map((n) => n / 31);
  const change = fc.record({ who: fc.nat(12), p: fc.option(coarse) });
  test.prop([fc.array(change, { maxLength: 200 })])(
    'equals the median from scratch after any history',
    (changes) => {
      const running = startRunningMedian();
      const standing = new Map<number, number>();
      for (const { who, p: next } of changes) {
        const before = standing.get(who);
        if (before !== undefined) running.remove(before);
        standing.delete(who);
        if (next !== null) {
          running.add(next);
          standing.set(who, next);
        }
        expect(running.read()).toEqual(standing.size === 0 ? null : medianForecast([...standing.values()]));
      }
    },
  );
  rule('stays fast when predictions come in rising order', () => {
    const running = startRunningMedian();
    for (let n = 1; n <= 20_000; n += 1) running.add(n / 20_001);
    expect(running.read()?.median).toBeCloseTo(0.5, 12);
  });
});
