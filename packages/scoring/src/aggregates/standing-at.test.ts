import { fc, test } from '@fast-check/vitest';
import { expect, test as rule } from 'vitest';
import type { Standing } from '../score/question.ts';
import { geometricMeanOfOdds, recencyWeightedMedian, standingAt } from './index.ts';

const stands = (forecasterId: string, p: number, start: number, end = Infinity): Standing => ({
  forecasterId,
  p,
  start,
  end,
});

rule('what stands is what began by then and has not ended, oldest first', () => {
  const standings = [
    stands('b', 0.2, 3),
    stands('a', 0.1, 1, 4),
    stands('a', 0.3, 4),
    stands('c', 0.4, 0, 2),
  ];
  expect(standingAt(standings, 3).map(({ p }) => p)).toEqual([0.1, 0.2]);
  expect(standingAt(standings, 4).map(({ p }) => p)).toEqual([0.2, 0.3]);
  expect(standingAt(standings, -1)).toEqual([]);
  expect(() => standingAt(standings, Number.NaN)).toThrow(expect.objectContaining({ code: 'not-a-number' }));
});

const row = fc.record({
  who: fc.nat(5),
  at: fc.nat(30),
  p: fc.option(fc.integer({ min: 1, max: 99 }).map((n) => n / 100)),
});

test.prop([fc.array(row, { maxLength: 40 }), fc.nat(30)])(
  'a forecast from the whole log equals the one from the log cut there',
  (unordered, cut) => {
    const rows = unordered.toSorted((x, y) => x.at - y.at);
    const standingsOf = (log: typeof rows) =>
      log.flatMap(({ who, at, p }, index) => {
        const next = log.find((other, later) => later > index && other.who === who);
        return p === null ? [] : [stands(`f${who}`, p, at, next?.at ?? Infinity)];
      });
    const whole = standingAt(standingsOf(rows), cut).map(({ p }) => p);
    const known = standingAt(standingsOf(rows.filter(({ at }) => at <= cut)), cut).map(({ p }) => p);
    expect(whole).toEqual(known);
    fc.pre(whole.length > 0);
    expect(geometricMeanOfOdds(whole)).toBe(geometricMeanOfOdds(known));
    expect(recencyWeightedMedian(whole)).toEqual(recencyWeightedMedian(known));
  },
);
