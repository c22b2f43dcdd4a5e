import { describe, expect, test } from 'vitest';
import {
  bucketOf,
  cdfOfPmf,
  interpolateQuantiles,
  liftCdf,
  pmfOfCdf,
  quantilesToCdf,
  type Range,
} from './index.ts';

const closed: Range = { min: 0, max: 10, openBelow: false, openAbove: false };
const open: Range = { min: 0, max: 10, openBelow: true, openAbove: true };
const near = (values: readonly number[]) => values.map((value) => Math.round(value * 1e9) / 1e9);

describe('quantiles', () => {
  test('become 201 points and 202 buckets that add up to 1', () => {
    const cdf = quantilesToCdf([{ level: 0.5, value: 2 }], open);
    const pmf = pmfOfCdf(cdf);
    expect([cdf.length, pmf.length]).toEqual([201, 202]);
    expect(pmf.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...pmf)).toBeGreaterThanOrEqual(0.000049);
  });
  test('are joined by lines', () => {
    expect(interpolateQuantiles([{ level: 0.5, value: 2 }], closed, {}, 2)).toEqual([0, 0.6875, 1]);
    const three = [
      { level: 0.1, value: 1 },
      { level: 0.5, value: 5 },
      { level: 0.9, value: 9 },
    ];
    expect(near(interpolateQuantiles(three, closed, {}, 5))).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });
  test('at the same value are a step', () => {
    const step = [
      { level: 0.2, value: 5 },
      { level: 0.8, value: 5 },
    ];
    expect(interpolateQuantiles(step, closed, {}, 4)).toEqual([0, 0.1, 0.8, 0.9, 1]);
  });
  test('beyond an open bound say what lies outside', () => {
    const wide = [
      { level: 0.2, value: -5 },
      { level: 0.6, value: 15 },
    ];
    expect(near(interpolateQuantiles(wide, open, {}, 2))).toEqual([0.3, 0.4, 0.5]);
  });
  test('leave the mass outside to be said', () => {
    expect(
      near(interpolateQuantiles([{ level: 0.5, value: 5 }], open, { below: 0.1, above: 0.2 }, 2)),
    ).toEqual([0.1, 0.5, 0.8]);
  });
  const code = (expected: string, field: string) =>
    expect.objectContaining({ code: expected, field }) as Error;
  test('that fall, or lie outside 0 and 1, are refused', () => {
    const of =
      (...pairs: readonly (readonly [number, number])[]) =>
      () =>
        quantilesToCdf(
          pairs.map(([level, value]) => ({ level, value })),
          closed,
        );
    expect(of([0.5, 2], [0.4, 3])).toThrow(code('not-quantiles', 'quantiles[1]'));
    expect(of([0.5, 2], [0.6, 1])).toThrow(code('not-quantiles', 'quantiles[1]'));
    expect(of([0, 2])).toThrow(code('not-quantiles', 'quantiles[0]'));
    expect(of([Number.NaN, 2])).toThrow(code('not-quantiles', 'quantiles[0]'));
    expect(of([0.5, Number.NaN])).toThrow(code('not-a-number', 'quantiles[0].value'));
    expect(of([0.5, 11])).toThrow(code('out-of-range', 'quantiles[0].value'));
    expect(of()).toThrow(code('empty-group', 'quantiles'));
  });
  test('that contradict the mass outside are refused', () => {
    const median = [{ level: 0.5, value: 5 }];
    expect(() => quantilesToCdf(median, open, { below: 0.6 })).toThrow(code('not-quantiles', 'outside'));
    expect(() => quantilesToCdf(median, closed, { below: 0.1 })).toThrow(code('out-of-range', 'outside'));
  });
});

describe('lifting', () => {
  test('leaves 1 % even and 0.001 outside each open bound', () => {
    expect(near(liftCdf([0, 0, 1], closed))).toEqual([0, 0.005, 1]);
    expect(near(liftCdf([0, 0, 1], open))).toEqual([0.001, 0.006, 0.999]);
    expect(near(liftCdf([0, 0, 1], { ...open, openAbove: false }))).toEqual([0.001, 0.006, 1]);
  });
});

describe('buckets', () => {
  test('are below, inside, above, and back', () => {
    const pmf = pmfOfCdf([0.1, 0.4, 0.8]);
    expect(near(pmf)).toEqual([0.1, 0.3, 0.4, 0.2]);
    expect(near(cdfOfPmf(pmf))).toEqual([0.1, 0.4, 0.8]);
  });
  test.each([
    [-0.01, 0],
    [0, 1],
    [0.05, 1],
    [0.051, 2],
    [0.15, 3],
    [10, 200],
    [10.01, 201],
  ])('%d falls in bucket %i of 0…10', (outcome, bucket) => {
    expect(bucketOf(outcome, open)).toBe(bucket);
  });
  test('do not exist beyond a closed bound', () => {
    expect(() => bucketOf(-1, closed)).toThrow(expect.objectContaining({ code: 'out-of-range' }));
    expect(() => bucketOf(1, { ...closed, max: 0 })).toThrow(
      expect.objectContaining({ code: 'out-of-range', field: 'range.max' }),
    );
  });
});
