import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import {
  baseRateAt,
  calibrationCurve,
  corpDecomposition,
  discrimination,
  murphyDecomposition,
  pastSchedule,
  skillWithInterval,
  timeWeighted,
  wilsonInterval,
  type Judged,
} from './index.ts';

const judge = (p: number, y: 0 | 1, weight = 1): Judged => ({ p, y, weight });
const coarse = fc.integer({ min: 1, max: 19 }).map((n) => n / 20);
const judgedSet = fc.array(
  fc.record({
    p: coarse,
    y: fc.constantFrom(0 as const, 1 as const),
    weight: fc.integer({ min: 1, max: 5 }),
  }),
  { minLength: 1, maxLength: 60 },
);
const four = [judge(0.8, 1), judge(0.8, 1), judge(0.8, 0), judge(0.2, 0)];

describe('calibration curve', () => {
  rule('has a bin with count, means and Wilson interval', () => {
    const [bin, ...others] = calibrationCurve([judge(0.7, 1), judge(0.7, 1), judge(0.7, 0)], { by: 'fixed' });
    expect(others).toEqual([]);
    expect(bin).toMatchObject({ n: 3, weight: 3, lowest: 0.7, highest: 0.7 });
    expect(bin?.frequency).toBeCloseTo(2 / 3, 12);
    expect(bin?.wilson.low).toBeCloseTo(0.207655, 5);
    expect(bin?.wilson.high).toBeCloseTo(0.938511, 5);
  });
  rule('puts a boundary in the bin above it, and 1 in the last', () => {
    const bins = calibrationCurve([judge(0.29, 1), judge(0.3, 0), judge(1, 1)], { by: 'fixed' });
    expect(bins.map(({ lowest, n }) => [lowest, n])).toEqual([
      [0.29, 1],
      [0.3, 1],
      [1, 1],
    ]);
    expect(calibrationCurve([judge(0.285, 1), judge(0.29, 1)], { by: 'fixed', bins: 100 })).toHaveLength(2);
  });
  rule('with equal counts has about as many in each bin', () => {
    const judged = Array.from({ length: 100 }, (_, index) => judge(index / 100, index % 2 === 0 ? 1 : 0));
    const counts = calibrationCurve(judged, { by: 'equal-count', bins: 4 }).map(({ n }) => n);
    expect(counts).toEqual([25, 25, 25, 25]);
  });
  rule('never splits equal forecasts', () => {
    const judged = Array.from({ length: 50 }, (_, index) => judge(0.5, index < 20 ? 1 : 0));
    const bins = calibrationCurve(judged, { by: 'equal-count' });
    expect(bins).toHaveLength(1);
    expect(bins[0]?.frequency).toBeCloseTo(0.4, 12);
  });
  rule('weighs each prediction by the time it stood', () => {
    const horizon = { open: 0, sched: 10, close: 10 };
    const span = (p: number, start: number, end: number) => ({ forecasterId: 'a', p, start, end });
    const judged = timeWeighted(horizon, 1, [span(0.6, 0, 9), span(0.65, 9, 10), span(0.9, 11, 12)]);
    expect(judged.map(({ weight }) => weight)).toEqual([0.9, 0.1]);
    const [bin] = calibrationCurve(judged, { by: 'fixed' });
    expect(bin?.meanForecast).toBeCloseTo(0.605, 12);
    // Kish: 1/(0.81 + 0.01) = 1.22 predictions, so the interval is as wide as that of hardly more than one.
    expect(bin?.wilson).toEqual(wilsonInterval(1, (bin?.weight ?? 0) ** 2 / (0.9 ** 2 + 0.1 ** 2)));
  });
  rule('takes only questions past their schedule', () => {
    expect(pastSchedule([{ sched: 5 }, { sched: 6 }, { sched: 7 }], 6)).toEqual([{ sched: 5 }, { sched: 6 }]);
  });
  rule('of nothing, without bins, or with weights of 0 is refused', () => {
    expect(() => calibrationCurve([], { by: 'fixed' })).toThrow(
      expect.objectContaining({ code: 'empty-group' }),
    );
    expect(() => calibrationCurve(four, { by: 'fixed', bins: 0 })).toThrow(
      expect.objectContaining({ code: 'out-of-range', field: 'bins' }),
    );
    expect(() => calibrationCurve([judge(0.5, 1, 0)], { by: 'fixed' })).toThrow(
      expect.objectContaining({ code: 'out-of-range', field: 'judged[0].weight' }),
    );
  });
  rule('Wilson interval of 8 in 10 is 0.4902…0.9433, and stays within 0 and 1', () => {
    expect(wilsonInterval(0.8, 10).low).toBeCloseTo(0.490162, 5);
    expect(wilsonInterval(0.8, 10).high).toBeCloseTo(0.943318, 5);
    expect(wilsonInterval(1, 3).high).toBe(1);
    expect(wilsonInterval(0, 3).low).toBe(0);
    expect(() => wilsonInterval(0.5, 0)).toThrow(expect.objectContaining({ code: 'empty-group' }));
  });
});

describe('Murphy', () => {
  rule('of three at 0.8 and one at 0.2 is 0.19 = 0.0233 − 0.0833 + 0.25', () => {
    const parts = murphyDecomposition(four);
    expect(parts.brier).toBeCloseTo(0.19, 12);
    expect(parts.reliability).toBeCloseTo(0.023333, 6);
    expect(parts.resolution).toBeCloseTo(0.083333, 6);
    expect(parts.uncertainty).toBeCloseTo(0.25, 12);
  });
  test.prop([judgedSet])('holds to 1e-12 where each distinct forecast is a bin', (judged) => {
    const { brier, reliability, resolution, uncertainty, withinBin } = murphyDecomposition(judged);
    expect(Math.abs(reliability - resolution + uncertainty - brier)).toBeLessThan(1e-12);
    expect(Math.abs(withinBin)).toBeLessThan(1e-12);
  });
  test.prop([
    judgedSet,
    fc.constantFrom('fixed' as const, 'equal-count' as const),
    fc.integer({ min: 1, max: 12 }),
  ])('holds with the remainder within bins, whatever the bins', (judged, by, bins) => {
    const parts = murphyDecomposition(judged, { by, bins });
    const sum = parts.reliability - parts.resolution + parts.uncertainty + parts.withinBin;
    expect(Math.abs(sum - parts.brier)).toBeLessThan(1e-12);
  });
});

describe('CORP', () => {
  rule('recalibrates 0.6 and 0.8 to 0.5 where the lower came and the higher did not', () => {
    const found = corpDecomposition([judge(0.2, 0), judge(0.6, 1), judge(0.8, 0), judge(0.9, 1)]);
    expect(found.curve.map(({ recalibrated }) => recalibrated)).toEqual([0, 0.5, 0.5, 1]);
    expect(found.brier).toBeCloseTo((0.04 + 0.16 + 0.64 + 0.01) / 4, 12);
    expect(found.miscalibration).toBeCloseTo(found.brier - 0.125, 12);
    expect(found.discrimination).toBeCloseTo(0.125, 12);
  });
  test.prop([judgedSet])('has parts of 0 or more that add up to the Brier score', (judged) => {
    const { brier, miscalibration, discrimination: gain, uncertainty } = corpDecomposition(judged);
    expect(Math.abs(miscalibration - gain + uncertainty - brier)).toBeLessThan(1e-12);
    expect(Math.min(miscalibration, gain)).toBeGreaterThan(-1e-12);
  });
  test.prop([judgedSet])('does not depend on the order, nor does Murphy', (judged) => {
    const turned = judged.toReversed();
    expect(corpDecomposition(turned).brier).toBeCloseTo(corpDecomposition(judged).brier, 12);
    expect(murphyDecomposition(turned).reliability).toBeCloseTo(murphyDecomposition(judged).reliability, 12);
  });
});

describe('discrimination', () => {
  rule('of 0.8 yes, 0.6 no, 0.6 yes, 0.1 no is 0.35, the area 0.875', () => {
    const found = discrimination([judge(0.8, 1), judge(0.6, 0), judge(0.6, 1), judge(0.1, 0)]);
    expect(found.slope).toBeCloseTo(0.35, 12);
    expect(found.auc).toBeCloseTo(0.875, 12);
  });
  test.prop([judgedSet])('area is the share of pairs in the right order', (judged) => {
    fc.pre(judged.some(({ y }) => y === 1) && judged.some(({ y }) => y === 0));
    let right = 0;
    let pairs = 0;
    for (const yes of judged.filter(({ y }) => y === 1)) {
      for (const no of judged.filter(({ y }) => y === 0)) {
        const weight = (yes.weight ?? 1) * (no.weight ?? 1);
        pairs += weight;
        right += weight * (yes.p > no.p ? 1 : yes.p === no.p ? 0.5 : 0);
      }
    }
    expect(discrimination(judged).auc).toBeCloseTo(right / pairs, 10);
  });
  rule('needs both outcomes', () => {
    expect(() => discrimination([judge(0.8, 1)])).toThrow(expect.objectContaining({ code: 'empty-group' }));
  });
});

describe('skill with interval', () => {
  const questions = Array.from({ length: 40 }, (_, index) => ({
    score: 0.1 + (index % 5) / 100,
    reference: 0.16,
  }));
  rule('is 1 − the ratio of sums, inside its interval, the same for the same seed', () => {
    const found = skillWithInterval(questions, { seed: 7 });
    expect(found.skill).toBeCloseTo(0.25, 12);
    expect(found.low).toBeLessThan(0.25);
    expect(found.high).toBeGreaterThan(0.25);
    expect(skillWithInterval(questions, { seed: 7 })).toEqual(found);
    expect(skillWithInterval(questions, { seed: 8 })).not.toEqual(found);
  });
  rule('of nothing, or of no number, is refused', () => {
    expect(() => skillWithInterval([], { seed: 1 })).toThrow(
      expect.objectContaining({ code: 'empty-group' }),
    );
    expect(() => skillWithInterval([{ score: Number.NaN, reference: 1 }], { seed: 1 })).toThrow(
      expect.objectContaining({ code: 'not-a-number', field: 'questions[0].score' }),
    );
  });
  rule('of a reference that never errs is refused', () => {
    expect(() => skillWithInterval([{ score: 0.1, reference: 0 }], { seed: 1 })).toThrow(
      expect.objectContaining({ code: 'zero-reference' }),
    );
  });
  rule('takes a base rate that was known at the time', () => {
    const outcomes = [
      { knownAt: 1, y: 1 as const },
      { knownAt: 2, y: 0 as const },
      { knownAt: 3, y: 0 as const },
    ];
    expect(baseRateAt(outcomes, 3)).toBe(0.5);
    expect(baseRateAt(outcomes, 1)).toBeNull();
  });
});
