import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import { entriesWithin, leaderboard, ranksOf, tournamentShares, type Entry } from './index.ts';

const entry = (
  forecasterId: string,
  questionId: string,
  score: number,
  more: Partial<Entry> = {},
): Entry => ({
  forecasterId,
  questionId,
  score,
  coverage: 1,
  ...more,
});

describe('leaderboard', () => {
  rule('by sum adds up, by average divides by 30 questions at least', () => {
    const entries = [entry('a', 'q1', 40), entry('a', 'q2', 40)];
    expect(leaderboard(entries, { by: 'sum' })[0]).toEqual({
      forecasterId: 'a',
      questions: 2,
      score: 80,
      coverage: 2,
      rank: 1,
      rankInterval: null,
    });
    expect(leaderboard(entries, { by: 'average' })[0]?.score).toBeCloseTo(80 / 30, 12);
  });
  rule('by average divides by the coverage where that is more', () => {
    const entries = Array.from({ length: 40 }, (_, index) => entry('a', `q${index}`, 10));
    expect(leaderboard(entries, { by: 'average' })[0]?.score).toBeCloseTo(10, 12);
  });
  rule('shares ranks between ties and leaves the next out', () => {
    const entries = [entry('c', 'q', 5), entry('a', 'q', 9), entry('b', 'q', 5), entry('d', 'q', 1)];
    const rows = leaderboard(entries, { by: 'sum' });
    expect(rows.map(({ forecasterId, rank }) => [forecasterId, rank])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 2],
      ['d', 4],
    ]);
  });
  rule('does not take rounding for a difference', () => {
    expect([...ranksOf([0.3, 0.1 + 0.2, 0.2])]).toEqual([1, 1, 3]);
    expect([...ranksOf([])]).toEqual([]);
  });
  rule('lists no one below the least coverage', () => {
    const entries = [entry('a', 'q', 5, { coverage: 0.2 }), entry('b', 'q', 1)];
    expect(
      leaderboard(entries, { by: 'sum', minCoverage: 0.5 }).map(({ forecasterId }) => forecasterId),
    ).toEqual(['b']);
  });
  rule('weighs questions, scores and coverage alike', () => {
    const [row] = leaderboard([entry('a', 'q1', 40, { weight: 0.5 }), entry('a', 'q2', 10)], { by: 'sum' });
    expect(row).toMatchObject({ score: 30, coverage: 1.5 });
  });
  rule('refuses scores that are no numbers, coverage above 1 and weights below 0', () => {
    const of = (bad: Entry) => () => leaderboard([entry('a', 'q', 1), bad], { by: 'sum' });
    expect(of(entry('b', 'q', Number.NaN))).toThrow(
      expect.objectContaining({ code: 'not-a-number', field: 'entries[1].score' }),
    );
    expect(of(entry('b', 'q', 1, { coverage: 1.5 }))).toThrow(
      expect.objectContaining({ code: 'out-of-range' }),
    );
    expect(of(entry('b', 'q', 1, { weight: -1 }))).toThrow(expect.objectContaining({ code: 'out-of-range' }));
  });
});

describe('rank intervals', () => {
  const entries = Array.from({ length: 30 }, (_, index) => [
    entry('best', `q${index}`, 20 + (index % 3)),
    entry('even', `q${index}`, index % 2 === 0 ? 6 : -5),
    entry('odd', `q${index}`, index % 2 === 0 ? -5 : 6),
  ]).flat();
  rule('are narrow where the order is clear and wide where it is not', () => {
    const rows = leaderboard(entries, { by: 'sum', resampling: { seed: 3 } });
    const found = new Map(rows.map(({ forecasterId, rankInterval }) => [forecasterId, rankInterval]));
    expect(found.get('best')).toEqual({ low: 1, high: 1 });
    expect(found.get('even')).toEqual({ low: 2, high: 3 });
  });
  rule('are the same for the same seed', () => {
    const rules = { by: 'average', resampling: { seed: 3, resamples: 50 } } as const;
    expect(leaderboard(entries, rules)).toEqual(leaderboard(entries, rules));
  });
  rule('of an empty leaderboard are none', () => {
    expect(leaderboard([], { by: 'sum', resampling: { seed: 3 } })).toEqual([]);
  });
});

describe('scope', () => {
  const entries = [
    entry('a', 'q1', 1, { tags: ['iran'], resolvedAt: 5 }),
    entry('a', 'q2', 2, { tags: ['iran', 'oil'], resolvedAt: 9 }),
    entry('a', 'q3', 3),
  ];
  const ids = (scope: Parameters<typeof entriesWithin>[1]) =>
    entriesWithin(entries, scope).map(({ questionId }) => questionId);
  rule('is a tag and a period [from, to)', () => {
    expect(ids({})).toEqual(['q1', 'q2', 'q3']);
    expect(ids({ tag: 'iran' })).toEqual(['q1', 'q2']);
    expect(ids({ from: 5, to: 9 })).toEqual(['q1']);
    expect(ids({ tag: 'oil', from: 6 })).toEqual(['q2']);
  });
});

describe('tournament shares', () => {
  rule('are the squares of what is above 0', () => {
    expect(tournamentShares([30, 10, -5])).toEqual([0.9, 0.1, 0]);
  });
  rule('are none where nothing is above 0', () => {
    expect(tournamentShares([0, -5])).toEqual([0, 0]);
    expect(() => tournamentShares([Number.NaN])).toThrow(expect.objectContaining({ code: 'not-a-number' }));
  });
  test.prop([fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1 })])(
    'add up to 1 or 0',
    (scores) => {
      const sum = tournamentShares(scores).reduce((total, share) => total + share, 0);
      expect(sum).toBeCloseTo(scores.some((score) => score > 0) ? 1 : 0, 12);
    },
  );
});
