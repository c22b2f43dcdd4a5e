import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import type { Range } from '../distribution/scale.ts';
import { baselineBucket, baselineContinuous, crps, crpsDays, logContinuous } from './continuous.ts';

const closed: Range = { min: 0, max: 10, openBelow: false, openAbove: false };
const open: Range = { ...closed, openBelow: true, openAbove: true };
const uniform = Array.from({ length: 201 }, (_, index) => index / 200);

describe('CRPS', () => {
  rule('of the uniform distribution on 0…10 and 5 is 0.8333', () => {
    expect(crps(uniform, closed, 5)).toBeCloseTo(10 / 12, 12);
  });
  rule('splits the stretch that the outcome falls in', () => {
    expect(crps([0, 1], closed, 3)).toBeCloseTo(10 * (0.3 ** 3 / 3 + 0.7 ** 3 / 3), 12);
  });
  rule('counts an outcome outside at its bound', () => {
    expect(crps([0.1, 0.9], open, -7)).toBeCloseTo(crps([0.1, 0.9], open, 0), 12);
    expect(crps([0.1, 0.9], open, 99)).toBeCloseTo(crps([0.1, 0.9], open, 10), 12);
  });
  rule('of a date is in days', () => {
    expect(crpsDays([0, 1], { ...closed, max: 10 * 86_400 }, 5 * 86_400)).toBeCloseTo(10 / 12, 12);
  });
  rule('of a point mass is the distance', () => {
    const point = Array.from({ length: 1001 }, (_, index) => (index < 300 ? 0 : 1));
    expect(crps(point, closed, 7)).toBeCloseTo(4, 1);
  });
  rule('refuses a CDF that falls, and an outcome that is no number', () => {
    expect(() => crps([0, 0.6, 0.5, 1], closed, 5)).toThrow(expect.objectContaining({ code: 'not-a-cdf' }));
    expect(() => crps(uniform, closed, Number.NaN)).toThrow(
      expect.objectContaining({ code: 'not-a-number' }),
    );
    expect(() => crps([0.1, 1], closed, 5)).toThrow(
      expect.objectContaining({ code: 'not-a-cdf', field: 'cdf[0]' }),
    );
  });

  const cdf = fc
    .array(fc.integer({ min: 0, max: 100 }), { minLength: 8, maxLength: 8 })
    .filter((parts) => parts.some((part) => part > 0))
    .map((parts) => {
      const sum = parts.reduce((total, part) => total + part, 0);
      let cumulative = 0;
      return [0, ...parts.map((part) => Math.min(1, (cumulative += part) / sum))];
    });
  test.prop([cdf, cdf])('no prediction has a better expected CRPS than the truth', (said, truth) => {
    // Outcomes spread evenly within each of the truth's buckets, at 16 midpoints.
    const expected = (forecast: readonly number[]) => {
      let sum = 0;
      for (let bucket = 1; bucket < truth.length; bucket += 1) {
        const mass = (truth[bucket] ?? 1) - (truth[bucket - 1] ?? 0);
        for (let part = 0; part < 16; part += 1) {
          sum += (mass / 16) * crps(forecast, closed, ((bucket - 1 + (part + 0.5) / 16) / 8) * 10);
        }
      }
      return sum;
    };
    expect(expected(truth)).toBeLessThanOrEqual(expected(said) + 0.01);
  });
});

describe('baseline', () => {
  rule('is 0.05 outside and even inside', () => {
    expect(baselineBucket(0, open)).toBe(0.05);
    expect(baselineBucket(201, open)).toBe(0.05);
    expect(baselineBucket(7, closed)).toBe(1 / 200);
    expect(baselineBucket(7, { ...closed, openAbove: true })).toBeCloseTo(0.00475, 15);
    expect(baselineBucket(7, open)).toBeCloseTo(0.0045, 15);
  });
  rule('of four times chance is 50 ln 4', () => {
    const pmf = [0, 0.02, ...Array.from({ length: 199 }, () => 0.98 / 199), 0];
    expect(baselineContinuous(pmf, 1, closed)).toBeCloseTo(50 * Math.log(4), 9);
  });
  rule('has no better expectation than that of the truth, the log score likewise', () => {
    const truth = [0.1, 0.3, 0.4, 0.2];
    const expected = (said: readonly number[], score: (pmf: readonly number[], bucket: number) => number) =>
      truth.reduce((sum, p, bucket) => sum + p * score(said, bucket), 0);
    for (const said of [
      [0.25, 0.25, 0.25, 0.25],
      [0.1, 0.31, 0.39, 0.2],
      [0, 0.5, 0.5, 0],
    ]) {
      expect(expected(said, logContinuous)).toBeLessThan(expected(truth, logContinuous));
      const baseline = (pmf: readonly number[], bucket: number) => baselineContinuous(pmf, bucket, open);
      expect(expected(said, baseline)).toBeLessThan(expected(truth, baseline));
    }
  });
  rule('counts a bucket that was ruled out as 1e-6', () => {
    expect(logContinuous([0, 1, 0], 0)).toBeCloseTo(Math.log(1e-6), 12);
  });
});
