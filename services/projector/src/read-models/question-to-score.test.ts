import { valueRefusal } from '@casus/domain/predictions';
import type { PredictionRow } from '@casus/domain/questions';
import { questionDefinition } from '@casus/domain/records';
import { scoreQuestion } from '@casus/scoring';
import { fc, test } from '@fast-check/vitest';
import { expect, test as rule } from 'vitest';
import { questionToScore } from './question-to-score.ts';

const human = {
  title: 'Which?',
  claim: null,
  opensAt: '2025-01-01T00:00:00Z',
  closesAt: '2025-02-01T00:00:00Z',
  settleBy: '2025-02-10T00:00:00Z',
};
const names = ['A', 'B', 'none'];
const kinds = {
  numeric: questionDefinition.parse({ ...human, kind: 'numeric', range: { min: -5, max: 20 } }),
  date: questionDefinition.parse({
    ...human,
    kind: 'date',
    days: { first: '2025-01-01', last: '2025-01-09' },
  }),
  choice: questionDefinition.parse({
    ...human,
    kind: 'choice',
    options: names.map((name) => ({ name, claim: null })),
  }),
};

const number = fc.oneof(
  fc.constantFrom(-1e308, 1e308, -5, 20, 0),
  fc.double({ noNaN: true, min: -30, max: 30 }),
);
const day = fc.constantFrom('1000-01-01', '2025-01-01', '2025-01-05', '2025-01-09', '9999-12-31');
const level = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
const quantiles = <Value>(value: fc.Arbitrary<Value>, order: (one: Value, other: Value) => number) =>
  fc
    .tuple(
      fc.uniqueArray(level, { minLength: 1, maxLength: 6 }),
      fc.array(value, { minLength: 6, maxLength: 6 }),
    )
    .map(([levels, values]) => {
      const rising = values.toSorted(order);
      const sorted = levels.toSorted((one, other) => one - other);
      return { quantiles: sorted.map((each, index) => ({ level: each, value: rising[index] as Value })) };
    });
const cdf = (points: number) =>
  fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: points, maxLength: points })
    .map((values) => ({ cdf: values.toSorted((one, other) => one - other) }));
const shares = fc.tuple(...names.map(() => fc.double({ min: 0.01, max: 1, noNaN: true }))).map((weights) => {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { options: Object.fromEntries(names.map((name, index) => [name, (weights[index] ?? 0) / sum])) };
});

const asked = fc.oneof(
  fc.record({
    kind: fc.constant('numeric' as const),
    value: fc.oneof(
      quantiles(number, (one, other) => one - other),
      cdf(201),
    ),
    outcome: number.map((came) => ({ number: came })),
  }),
  fc.record({
    kind: fc.constant('date' as const),
    value: fc.oneof(
      quantiles(day, (one, other) => (one < other ? -1 : one > other ? 1 : 0)),
      cdf(10),
    ),
    outcome: fc.constantFrom('earlier', 'later', '2025-01-01', '2025-01-05').map((came) => ({ date: came })),
  }),
  fc.record({
    kind: fc.constant('choice' as const),
    value: shares,
    outcome: fc.constantFrom(...names).map((came) => ({ option: came })),
  }),
);

/** A prediction that stands from the opening on. */
function row(forecaster: string, value: PredictionRow['value']): PredictionRow {
  return {
    questionId: 'q',
    recordId: forecaster,
    forecaster,
    role: 'forecaster',
    value,
    offset: 1,
    at: 0,
    status: 'standing',
    code: null,
    endedAt: null,
  };
}
const horizon = { open: 0, sched: 10, close: 10 };

test.prop([fc.array(asked, { minLength: 1, maxLength: 4 })], { numRuns: 500 })(
  'whatever the fold takes is scored by finite numbers, peer scores adding up to 0',
  (all) => {
    const { kind, outcome } = all[0] ?? { kind: 'numeric', outcome: { number: 0 } };
    const said = all.filter((each) => each.kind === kind).map(({ value }) => value as PredictionRow['value']);
    const taken = said.filter((value) => valueRefusal(value, kinds[kind]) === null);
    expect(taken.length).toBeGreaterThanOrEqual(kind === 'choice' ? 0 : said.length);
    const question = questionToScore(
      kinds[kind],
      outcome,
      taken.map((value, index) => row(`f${index}`, value)),
    );
    const scores = question === null ? [] : scoreQuestion({ ...question, horizon });
    expect(scores).toHaveLength(taken.length);
    for (const { loss, log, baseline, peer } of scores)
      expect([loss, log, baseline, peer].every(Number.isFinite)).toBe(true);
    expect(scores.reduce((sum, { peer }) => sum + peer, 0)).toBeCloseTo(0, 8);
  },
);

rule('an outcome of another kind scores nobody', () => {
  expect(questionToScore(kinds.date, { number: 3 }, [])).toBeNull();
  expect(questionToScore(kinds.numeric, { date: 'later' }, [])).toBeNull();
  expect(questionToScore(kinds.choice, { option: 'C' }, [])).toBeNull();
  expect(questionToScore(kinds.choice, 'true', [])).toBeNull();
  expect(
    questionToScore(questionDefinition.parse({ ...human, kind: 'binary' }), { number: 1 }, []),
  ).toBeNull();
});
