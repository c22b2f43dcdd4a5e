import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import { geometricMeanOfOdds } from './odds.ts';
import {
  earthMoversDistance,
  geometricMeanOfOptions,
  jeffreysBinary,
  jeffreysDivergence,
  lastMidnight,
  meanOfCdfs,
  medianOfOptions,
  optionsAfterMedian,
  quantileAverage,
  recencyWeightedCdf,
  recencyWeightedOptions,
  reputation,
  trackRecordWeight,
  type KnownScore,
} from './pools.ts';

const closed = { min: 0, max: 10, openBelow: false, openAbove: false };
const open = { ...closed, openBelow: true, openAbove: true };
const near = (values: readonly number[]) => values.map((value) => Math.round(value * 1e6) / 1e6);

describe('options', () => {
  rule('after a median add up to 1 with 0.001 each at least', () => {
    expect(near(optionsAfterMedian([0.2, 0.3, 0.4]))).toEqual([0.222185, 0.333333, 0.444482]);
    expect(optionsAfterMedian([0.0005, 0.6, 0.6])[0]).toBe(0.001);
  });
  rule('of which none has a median above 0.001 are equal', () => {
    expect(optionsAfterMedian([0.001, 0.001])).toEqual([0.5, 0.5]);
  });
  rule('have the median of each', () => {
    const pmfs = [
      [0.1, 0.9],
      [0.2, 0.8],
      [0.7, 0.3],
    ];
    expect(near(medianOfOptions(pmfs))).toEqual(near(optionsAfterMedian([0.2, 0.8])));
    expect(near(medianOfOptions(pmfs, [1, 1, 5]))).toEqual(near(optionsAfterMedian([0.7, 0.3])));
    expect(near(recencyWeightedOptions(pmfs))).toEqual(near(optionsAfterMedian([0.2, 0.8])));
  });
  rule('two of them have the geometric mean of odds', () => {
    const [, yes] = geometricMeanOfOptions([
      [0.9, 0.1],
      [0.5, 0.5],
    ]);
    expect(yes).toBeCloseTo(geometricMeanOfOdds([0.1, 0.5]), 12);
  });
  rule('that do not add up, or are not the same number, are refused', () => {
    expect(() => medianOfOptions([[0.4, 0.4]])).toThrow(
      expect.objectContaining({ code: 'probabilities-do-not-add-up', field: 'pmfs[0]' }),
    );
    expect(() => geometricMeanOfOptions([[0.4, 0.6], [1]])).toThrow(
      expect.objectContaining({ code: 'length-mismatch' }),
    );
    expect(() => medianOfOptions([])).toThrow(expect.objectContaining({ code: 'empty-group' }));
  });
});

describe('mean of CDFs', () => {
  rule('is taken point by point, with weights', () => {
    const cdfs = [
      [0, 0.2, 1],
      [0, 0.8, 1],
    ];
    expect(near(meanOfCdfs(cdfs, closed))).toEqual([0, 0.5, 1]);
    expect(near(meanOfCdfs(cdfs, closed, [3, 1]))).toEqual([0, 0.35, 1]);
    expect(near(recencyWeightedCdf(cdfs, closed))).toEqual([0, 0.5, 1]);
  });
  rule('of nobody, or with a falling CDF, is refused', () => {
    expect(() => meanOfCdfs([], closed)).toThrow(expect.objectContaining({ code: 'empty-group' }));
    expect(() => meanOfCdfs([[0, 0.8, 0.7]], open)).toThrow(
      expect.objectContaining({ code: 'not-a-cdf', field: 'cdfs[0][2]' }),
    );
  });
});

describe('quantile average', () => {
  const uniform = (from: number, to: number) =>
    Array.from({ length: 11 }, (_, x) => Math.min(1, Math.max(0, (x - from) / (to - from))));
  rule('of two uniform distributions is the uniform one between them', () => {
    const average = quantileAverage([uniform(0, 4), uniform(4, 8)], closed);
    for (const [x, f] of average.entries()) expect(f).toBeCloseTo(uniform(2, 6)[x] ?? -1, 9);
  });
  rule('of a distribution with itself is that distribution', () => {
    const average = quantileAverage([uniform(1, 7), uniform(1, 7)], closed);
    for (const [x, f] of average.entries()) expect(f).toBeCloseTo(uniform(1, 7)[x] ?? -1, 9);
  });
  rule('keeps the mean of the masses outside', () => {
    const average = quantileAverage(
      [
        [0.2, 0.5, 0.8],
        [0, 0.5, 1],
      ],
      open,
    );
    expect(near(average)).toEqual([0.1, 0.5, 0.9]);
  });
  rule('of distributions that lie outside altogether is their mean', () => {
    expect(
      quantileAverage(
        [
          [1, 1, 1],
          [0, 0, 0],
        ],
        open,
      ),
    ).toEqual([0.5, 0.5, 0.5]);
  });
});

describe('track record', () => {
  const day = 86_400;
  rule('a reputation of 2 weighs 8 at once and 8 e^−3 a question later', () => {
    expect(trackRecordWeight({ age: 0, horizon: 100, reputation: 2 })).toBe(8);
    expect(trackRecordWeight({ age: 100, horizon: 100, reputation: 2 })).toBeCloseTo(0.398297, 6);
  });
  rule('reputation is the shrunk mean of the peer scores, 1e-6 at least', () => {
    expect(reputation([{ knownAt: 0, peer: 62, coverage: 1 }], day)).toBe(2);
    expect(reputation([{ knownAt: 0, peer: -62, coverage: 1 }], day)).toBe(1e-6);
    expect(reputation([], day)).toBe(1e-6);
  });
  rule('a score from after the last midnight is not known yet', () => {
    const scores = [{ knownAt: 3 * day + 1, peer: 62, coverage: 1 }];
    expect(reputation(scores, 4 * day - 1)).toBe(1e-6);
    expect(reputation(scores, 4 * day)).toBe(2);
    expect(lastMidnight(4 * day - 1)).toBe(3 * day);
  });
  const score: fc.Arbitrary<KnownScore> = fc.record({
    knownAt: fc.nat(10 * day),
    peer: fc.double({ min: -50, max: 50, noNaN: true }),
    coverage: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  test.prop([fc.array(score), fc.nat(10 * day)])('scores known later change nothing', (scores, at) => {
    expect(
      reputation(
        scores.filter(({ knownAt }) => knownAt <= at),
        at,
      ),
    ).toBe(reputation(scores, at));
  });
  rule('an age below 0 and a question without length are refused', () => {
    expect(() => trackRecordWeight({ age: -1, horizon: 1, reputation: 1 })).toThrow(
      expect.objectContaining({ code: 'out-of-range', field: 'age' }),
    );
    expect(() => trackRecordWeight({ age: 0, horizon: 0, reputation: 1 })).toThrow(
      expect.objectContaining({ code: 'zero-horizon' }),
    );
    expect(() => trackRecordWeight({ age: 0, horizon: 1, reputation: 0 })).toThrow(
      expect.objectContaining({ code: 'out-of-range', field: 'reputation' }),
    );
  });
});

describe('movement', () => {
  rule('from 0.5 to 0.75 is 0.25 log2 3 bits, the same back', () => {
    expect(jeffreysBinary(0.5, 0.75)).toBeCloseTo(0.25 * Math.log2(3), 12);
    expect(jeffreysBinary(0.75, 0.5)).toBeCloseTo(0.25 * Math.log2(3), 12);
    expect(jeffreysDivergence([0.5, 0.5], [0.25, 0.75])).toBeCloseTo(0.396241, 6);
  });
  rule('over options with a 0 stays finite', () => {
    expect(jeffreysDivergence([0, 1], [0.5, 0.5])).toBeCloseTo(0.499 * Math.log2(500) + 0.5, 9);
  });
  rule('of a mass from 2 to 5 is 3 in the unit of the outcome', () => {
    const at = (x: number) => Array.from({ length: 1001 }, (_, i) => (i / 100 < x ? 0 : 1));
    expect(earthMoversDistance(at(2), at(5), closed)).toBeCloseTo(3, 12);
  });
  rule('counts both sides where the CDFs cross', () => {
    expect(earthMoversDistance([0, 0, 1], [0, 0.5, 1], closed)).toBeCloseTo(2.5, 12);
    expect(earthMoversDistance([0.2, 0.4], [0, 0.6], open)).toBeCloseTo(1, 12);
  });
  rule('of CDFs on other points is refused', () => {
    expect(() => earthMoversDistance([0, 1], [0, 0.5, 1], closed)).toThrow(
      expect.objectContaining({ code: 'length-mismatch' }),
    );
  });
});
