import { describe, expect, test } from 'vitest';
import { dailyScores, type DailyScore } from './daily.ts';
import type { Standing } from './question.ts';

const day = 86_400;
const horizon = { open: 0, sched: 4 * day, close: 4 * day };
const stands = (forecasterId: string, p: number, start = 0, end = Infinity): Standing => ({
  forecasterId,
  p,
  start: start * day,
  end: end * day,
});

function scores(standings: readonly Standing[], outsiders: readonly string[] = []): Map<string, DailyScore> {
  const rows = dailyScores({ kind: 'binary', outcome: 1, horizon, standings, outsiders: new Set(outsiders) });
  return new Map(rows.map((row) => [row.forecasterId, row]));
}

describe('daily scores', () => {
  test('count the last forecast of a day for the day', () => {
    const found = scores([stands('a', 0.1, 0, 0.3), stands('a', 0.5, 0.3, 1.2), stands('a', 0.9, 1.2)]);
    expect(found.get('a')?.brier).toBeCloseTo((0.5 + 3 * 0.02) / 4, 12);
  });
  test('carry a forecast forward, from its own day on', () => {
    expect(scores([stands('a', 0.9, 2.5)]).get('a')).toMatchObject({ participation: 0.5 });
    expect(scores([stands('a', 0.9, 2)]).get('a')?.brier).toBeCloseTo(0.02, 12);
  });
  test('end with the day of a withdrawal', () => {
    expect(scores([stands('a', 0.9, 0, 1.5)]).get('a')?.participation).toBe(0.5);
    expect(scores([stands('a', 0.9, 0, 1)]).get('a')?.participation).toBe(0.25);
  });
  test('compare with the median of each day, times participation', () => {
    const found = scores([stands('a', 0.9, 2), stands('b', 0.7), stands('c', 0.5)]);
    // Days 1 and 2: 0.18 and 0.5, median 0.34. Days 3 and 4: 0.02, 0.18, 0.5, median 0.18.
    expect(found.get('a')?.relative).toBeCloseTo(-0.16, 12);
    expect(found.get('a')?.accuracy).toBeCloseTo(-0.08, 12);
    expect(found.get('b')?.accuracy).toBeCloseTo((2 * (0.18 - 0.34)) / 4, 12);
    expect(found.get('c')?.accuracy).toBeCloseTo((2 * (0.5 - 0.34) + 2 * (0.5 - 0.18)) / 4, 12);
  });
  test('leave outsiders out of the median', () => {
    const found = scores([stands('a', 0.7), stands('out', 0.9)], ['out']);
    expect(found.get('a')?.relative).toBe(0);
    expect(found.get('out')?.relative).toBeCloseTo(-0.16, 12);
  });
  test('of an outsider beside nobody are 0', () => {
    expect(scores([stands('out', 0.9)], ['out']).get('out')?.relative).toBe(0);
  });
  test('know only days that the question touches', () => {
    const rows = dailyScores({
      kind: 'binary',
      outcome: 1,
      horizon: { open: 0.5 * day, sched: 9 * day, close: 2.5 * day },
      standings: [stands('a', 0.9, 1), stands('late', 0.9, 2.5)],
    });
    expect(rows.map(({ forecasterId }) => forecasterId)).toEqual(['a']);
    expect(rows[0]?.participation).toBeCloseTo(2 / 3, 12);
  });
  test('use the ordinal Brier score where options are ordered', () => {
    const standings = [{ forecasterId: 'a', start: 0, end: Infinity, pmf: [0.15, 0.45, 0.25, 0.15] }];
    const question = { kind: 'options', outcome: 2, horizon, standings } as const;
    expect(dailyScores({ ...question, ordered: true })[0]?.brier).toBeCloseTo(0.27, 12);
    expect(dailyScores(question)[0]?.brier).toBeCloseTo(0.81, 12);
  });
  test('refuse a span that ends before it starts', () => {
    expect(() => scores([stands('a', 0.9, 2, 1)])).toThrow(expect.objectContaining({ code: 'bad-interval' }));
  });
});
