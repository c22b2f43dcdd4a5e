import { questionType } from '@casus/domain/records';
import type { QuestionRecordInput } from '@casus/domain/records';
import type { Delivered } from '@casus/domain/rows';
import { foldFromZero } from '@casus/projection/proof';
import {
  extremisedOdds,
  geometricMeanOfOdds,
  highestDensityTrimmedMean,
  medianForecast,
  neymanRoughgarden,
  recencyWeightedMedian,
  trimmedMean,
} from '@casus/scoring/aggregates';
import { fc, test } from '@fast-check/vitest';
import { expect, test as rule } from 'vitest';
import { forecastsProjection } from './forecasts.ts';
import type { ForecastRow } from './forecasts.ts';
import { questionsProjection } from './questions.ts';

const start = Date.parse('2025-01-02T00:00:00Z');
const questionId = 'q';
const definition = {
  title: 'Will it?',
  kind: 'binary',
  claim: null,
  opensAt: '2025-01-01T00:00:00Z',
  closesAt: '2025-02-01T00:00:00Z',
  settleBy: '2025-02-10T00:00:00Z',
} as const;

type Given = QuestionRecordInput & { readonly afterMs: number };

/** The steps of the forecast after these records, of which the first opens the question. */
function stepsOf(more: readonly Given[], terms: object = {}): readonly ForecastRow[] {
  const opening = { questionId, definition: { ...definition, ...terms }, by: 'desk' };
  let logTime = start;
  const records = [{ name: 'question-opened', data: opening, afterMs: 0 } as const, ...more].map(
    ({ name, data, afterMs }, offset): Delivered => ({
      position: { topic: 'questions', partition: 0, offset },
      id: `id-${offset}`,
      type: questionType(name),
      key: name === 'clock-ticked' ? 'another' : questionId,
      data,
      logTime: (logTime += afterMs),
    }),
  );
  const tables = foldFromZero([questionsProjection, forecastsProjection], records);
  return (tables.get('forecasts') ?? []).map(({ row }) => row as ForecastRow);
}

const predicted = (forecaster: string, probability: number, afterMs = 2000, more: object = {}): Given => ({
  name: 'prediction-made',
  data: { questionId, forecaster, value: { probability }, ...more },
  afterMs,
});
const withdrawn = (forecaster: string, afterMs = 2000): Given => ({
  name: 'prediction-withdrawn',
  data: { questionId, forecaster },
  afterMs,
});
const tick: Given = { name: 'clock-ticked', data: {}, afterMs: 60_000 };

const valuesOf = (step: ForecastRow | undefined): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(step?.values ?? {}).map(([name, value]) => [name, value.quartiles ?? value.probability]),
  );

/** From the probabilities, oldest first. */
function fromScratch(ps: readonly number[]): object {
  if (ps.length === 0) return {};
  const near = (value: number): unknown => expect.closeTo(value, 9);
  const { lower, median, upper } = medianForecast(ps);
  const recent = recencyWeightedMedian(ps);
  return {
    mean: near(ps.reduce((sum, p) => sum + p, 0) / ps.length),
    'geometric-mean-of-odds': near(geometricMeanOfOdds(ps)),
    extremised: near(extremisedOdds(ps, 1.5)),
    'neyman-roughgarden': near(neymanRoughgarden(ps)),
    median: [lower, median, upper],
    'recency-weighted': [recent.lower, recent.median, recent.upper],
    'trimmed-mean': trimmedMean(ps),
    'highest-density-trimmed-mean': highestDensityTrimmedMean(ps),
  };
}

const forecaster = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const p = fc.oneof(fc.constantFrom(0.001, 0.5, 0.999), fc.double({ min: 0.001, max: 0.999, noNaN: true }));
const afterMs = fc.constantFrom(0, 300, 5000);
const act = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(forecaster, p, afterMs).map(([by, at, ms]) => predicted(by, at, ms)) },
  fc.tuple(forecaster, afterMs).map(([by, ms]) => withdrawn(by, ms)),
);

test.prop([fc.array(act, { minLength: 1, maxLength: 40 })])(
  'after a random history every aggregate is what it is from scratch',
  (history) => {
    const stands = new Map<string, number>();
    for (const { data } of history) {
      if (!('forecaster' in data)) continue;
      stands.delete(data.forecaster);
      if ('value' in data && 'probability' in data.value) stands.set(data.forecaster, data.value.probability);
    }
    const last = stepsOf([...history, tick]).at(-1);
    expect(last?.n ?? 0).toBe(stands.size);
    expect(valuesOf(last)).toEqual(fromScratch([...stands.values()]));
  },
);

rule('of a large group what reads all of it follows once a second; the rest follows at once', () => {
  const many = Array.from({ length: 100 }, (_, index) => predicted(`f${index}`, 0.2 + index / 1000, 10));
  const steps = stepsOf([...many, predicted('y', 0.9, 2000), predicted('z', 0.9, 100), tick]);
  const [first, second, last] = steps.slice(-3);
  const before = Array.from({ length: 100 }, (_, index) => 0.2 + index / 1000);
  expect(valuesOf(first)).toEqual(fromScratch([...before, 0.9]));
  const { mean } = valuesOf(last);
  expect(valuesOf(second)).toEqual({ ...valuesOf(first), ...quickOf(last) });
  expect(mean).not.toEqual(valuesOf(first).mean);
  expect(valuesOf(last)).toEqual(fromScratch([...before, 0.9, 0.9]));
  expect(valuesOf(last)['trimmed-mean']).not.toBe(valuesOf(second)['trimmed-mean']);
  expect([first, second, last].map((step) => (step?.sampledAt ?? 0) - start)).toEqual([3000, 3000, 63_100]);
});

const quick = ['mean', 'geometric-mean-of-odds', 'extremised', 'neyman-roughgarden', 'median'];

function quickOf(step: ForecastRow | undefined): object {
  return Object.fromEntries(Object.entries(valuesOf(step)).filter(([name]) => quick.includes(name)));
}

rule('late predictions and the own one of the machine move nothing', () => {
  const late = predicted('c', 0.9, 40 * 86_400_000);
  const steps = stepsOf([predicted('a', 0.2), predicted('machine', 0.9, 2000, { role: 'baseline' }), late]);
  expect(steps.map(({ n }) => n)).toEqual([1]);
});

rule('when everybody withdraws nothing is left of the forecast', () => {
  const steps = stepsOf([predicted('a', 0.2), withdrawn('a', 100), predicted('b', 0.7, 100)]);
  expect(steps.map(({ n, values }) => [n, Object.keys(values).length])).toEqual([
    [1, 8],
    [0, 0],
    [1, 8],
  ]);
});

rule('a numeric question has quartiles of each pool', () => {
  const said = (by: string, median: number): Given => ({
    name: 'prediction-made',
    data: {
      questionId,
      forecaster: by,
      value: { quantiles: [-2, 0, 2].map((d, i) => ({ level: (i + 1) / 4, value: median + d })) },
    },
    afterMs: 2000,
  });
  const numeric = { kind: 'numeric', range: { min: 0, max: 20 } };
  const last = stepsOf([said('a', 5), said('b', 15)], numeric).at(-1);
  const near = (value: number): unknown => expect.closeTo(value, 1);
  expect(last?.n).toBe(2);
  expect(valuesOf(last)).toMatchObject({
    'mean-of-cdfs': [near(4.33), near(10), near(15.67)],
    'quantile-average': [near(7.89), near(10), near(12.11)],
    'recency-weighted': [near(4.33), near(10), near(15.67)],
  });
});

rule('a choice has the pools of its options, a date those of its days', () => {
  const options = ['A', 'B'].map((name) => ({ name, claim: null }));
  const said = (by: string, value: object): Given => ({
    name: 'prediction-made',
    data: { questionId, forecaster: by, value: value as never },
    afterMs: 2000,
  });
  const choice = [said('a', { options: { A: 0.2, B: 0.8 } }), said('b', { options: { B: 0.5, A: 0.5 } })];
  const last = stepsOf(choice, { kind: 'choice', options }).at(-1);
  const near = (value: number): unknown => expect.closeTo(value, 12);
  expect(last).toMatchObject({ n: 2, probability: null, quartiles: null });
  expect(last?.values).toMatchObject({
    'geometric-mean-of-odds': { options: [near(1 / 3), near(2 / 3)] },
    mean: { options: [near(0.35), near(0.65)] },
    median: { options: [expect.closeTo(0.35, 3), expect.closeTo(0.65, 3)] },
    'recency-weighted': { options: [expect.closeTo(0.35, 3), expect.closeTo(0.65, 3)] },
  });
  const days = { first: '2025-02-01', last: '2025-02-10' };
  const dates = [said('a', { quantiles: [{ level: 0.5, value: '2025-02-05' }] })];
  const median = stepsOf(dates, { kind: 'date', days }).at(-1)?.quartiles?.[1] ?? 0;
  expect(median * 1000).toBeCloseTo(Date.parse('2025-02-06T00:00:00Z'), -7);
});
