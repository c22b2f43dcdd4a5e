import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import { scoreQuestion } from '../score/question.ts';
import { cdfOn, dayAt, dayOutcome, pmfOn, quartilesOf, scaleOf } from './asked-scale.ts';

const DAY = 86_400;
const week = scaleOf({ days: { first: '2025-01-01', last: '2025-01-07' } });
const start = Date.parse('2025-01-01T00:00:00Z') / 1000;

describe('days', () => {
  rule('have a bucket each, up to 200', () => {
    expect(week).toEqual({
      range: { min: start, max: start + 7 * DAY, openBelow: true, openAbove: true },
      buckets: 7,
    });
    expect(scaleOf({ days: { first: '2025-01-01', last: '2025-12-31' } }).buckets).toBe(200);
    expect(scaleOf({ days: { first: '2025-01-01', last: '2025-01-01' } }).buckets).toBe(1);
    expect(scaleOf({ range: { min: 0, max: 10 } }).buckets).toBe(200);
  });
  rule('that are none, and a question that asks for neither, are refused', () => {
    const days = (first: string, last: string) => () => scaleOf({ days: { first, last } });
    expect(days('2025-02-30', 'x')).toThrow(expect.objectContaining({ code: 'not-a-number', field: 'day' }));
    expect(days('2025-01-02', '2025-01-01')).toThrow(expect.objectContaining({ code: 'out-of-range' }));
    expect(() => scaleOf({})).toThrow(expect.objectContaining({ code: 'no-such-outcome', field: 'range' }));
  });
  rule('lie at their middle as outcomes, and beyond the range where they were not asked for', () => {
    expect(dayOutcome('2025-01-03', week)).toBe(start + 2.5 * DAY);
    expect(dayOutcome('earlier', week)).toBe(start - 1);
    expect(dayOutcome('later', week)).toBe(start + 7 * DAY + 1);
  });
  rule('are told of an instant, the end of a day included', () => {
    expect([1, DAY, DAY + 1].map((more) => dayAt(start + more, week))).toEqual([
      '2025-01-01',
      '2025-01-01',
      '2025-01-02',
    ]);
    expect([dayAt(start, week), dayAt(start + 7 * DAY, week)]).toEqual(['earlier', 'later']);
  });
});

describe('a CDF', () => {
  rule('of days counts all of the day that a quantile names, and is lifted', () => {
    const quantiles = [
      { level: 0.3, value: '2025-01-02' },
      { level: 0.9, value: '2025-01-04' },
    ];
    const lift = (f: number, index: number) => 0.001 + 0.988 * f + (0.01 * index) / 7;
    const plain = [0, 0.15, 0.3, 0.6, 0.9, 0.9 + 0.1 / 3, 0.9 + 0.2 / 3, 1];
    for (const [index, f] of cdfOn(week, { quantiles }).entries()) {
      expect(f).toBeCloseTo(lift(plain[index] ?? 0, index), 12);
    }
    expect(quartilesOf(cdfOn(week, { quantiles }), week.range).map((x) => dayAt(x, week))).toEqual([
      '2025-01-02',
      '2025-01-03',
      '2025-01-04',
    ]);
  });
  rule('may be said itself, point by point', () => {
    const cdf = [0, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 1];
    expect(cdfOn(week, { cdf })[3]).toBeCloseTo(0.001 + 0.988 * 0.5 + 0.03 / 7, 12);
    expect(() => cdfOn(week, { cdf: [0, 1] })).toThrow(expect.objectContaining({ code: 'length-mismatch' }));
    expect(() => cdfOn(week, { cdf: cdf.toReversed() })).toThrow(
      expect.objectContaining({ code: 'not-a-cdf' }),
    );
  });
});

rule('a date scores CRPS in days: on the day 1/12 for the spread within it, two days off 1 5/6', () => {
  const lossOf = (outcome: string) =>
    scoreQuestion({
      kind: 'date',
      horizon: { open: 0, sched: 10, close: 10 },
      range: week.range,
      outcome: dayOutcome(outcome, week),
      standings: [{ forecasterId: 'a', start: 0, end: Infinity, cdf: stepAt('2025-01-03') }],
    })[0]?.loss;
  expect(lossOf('2025-01-03')).toBeCloseTo(1 / 12, 12);
  expect(lossOf('2025-01-05')).toBeCloseTo(1 / 3 + 1.5, 12);
  expect(lossOf('later')).toBeCloseTo(1 / 3 + 4, 12);
  expect(lossOf('earlier')).toBeCloseTo(2 + 1 / 3, 12);
});

describe('probabilities of options', () => {
  rule('are put in order and add up to 1', () => {
    const pmf = pmfOn(['b', 'a'], { a: 0.3, b: 0.700_000_5 });
    expect(pmf[1]).toBeCloseTo(0.3, 6);
    expect((pmf[0] ?? 0) + (pmf[1] ?? 0)).toBeCloseTo(1, 15);
  });
  rule('of other options are refused', () => {
    const unlike: readonly Readonly<Record<string, number>>[] = [
      { a: 1 },
      { a: 0.5, c: 0.5 },
      { a: 0.3, b: 0.3, c: 0.4 },
    ];
    for (const said of unlike) {
      expect(() => pmfOn(['a', 'b'], said)).toThrow(
        expect.objectContaining({ code: 'no-such-outcome', field: 'options' }),
      );
    }
  });
});

const day = fc.integer({ min: 1, max: 7 }).map((number) => `2025-01-0${number}`);
test.prop([day, day])('the truth is the best of all days to predict', (truth, other) => {
  const lossOf = (value: string) =>
    scoreQuestion({
      kind: 'date',
      horizon: { open: 0, sched: 10, close: 10 },
      range: week.range,
      outcome: dayOutcome(truth, week),
      standings: [{ forecasterId: 'a', start: 0, end: Infinity, cdf: cdfOn(week, { cdf: stepAt(value) }) }],
    })[0]?.loss ?? 0;
  expect(lossOf(truth)).toBeLessThanOrEqual(lossOf(other));
});

/** F at the bounds of the week's days of somebody who is sure of one. */
function stepAt(value: string): readonly number[] {
  return Array.from({ length: 8 }, (_, x) => (x >= Number(value.slice(-1)) ? 1 : 0));
}
