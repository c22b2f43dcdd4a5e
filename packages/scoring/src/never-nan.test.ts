import { fc, test } from '@fast-check/vitest';
import { expect, test as rule } from 'vitest';
import * as aggregates from './aggregates/index.ts';
import * as pools from './aggregates/pools.ts';
import * as calibration from './calibration/index.ts';
import * as distribution from './distribution/index.ts';
import * as scoring from './index.ts';
import * as boards from './leaderboard/index.ts';
import * as score from './score/index.ts';

const { ScoringError } = scoring;

/** Numbers that a caller may come with, most of them nonsense where a probability is asked for. */
const any = fc.oneof(
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, 1, 0.5, -1, 2, 1e308, -1e308, 5e-324),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const list = fc.array(any, { maxLength: 4 });
const lists = fc.array(list, { maxLength: 3 });

type Numbers = readonly number[];
interface Input {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly xs: Numbers;
  readonly ys: Numbers;
  readonly zs: readonly Numbers[];
}

const y = (x: number): 0 | 1 => x as 0 | 1;
const rangeOf = ({ a, b }: Input) => ({ min: a, max: b, openBelow: a > 0, openAbove: true });
const horizonOf = ({ a, b, c }: Input) => ({ open: a, sched: b, close: c });
const judged = ({ xs, ys }: Input) =>
  xs.map((p, index) => ({ p, y: y(ys[index] ?? 1), weight: ys[index] ?? 1 }));
const entries = ({ xs, ys, a }: Input) =>
  xs.map((points, index) => ({
    questionId: `q${index % 2}`,
    forecasterId: `f${index}`,
    score: points,
    coverage: ys[index] ?? 1,
    weight: a,
  }));
const standings = ({ xs, ys }: Input) =>
  xs.map((p, index) => ({ forecasterId: `f${index % 2}`, start: ys[index] ?? 0, end: Infinity, p }));

/** Every function that turns numbers into numbers. */
const functions: Readonly<Record<string, (input: Input) => unknown>> = {
  brierBinary: ({ a, b }) => scoring.brierBinary(a, y(b)),
  brierTwoCategory: ({ a, b }) => scoring.brierTwoCategory(a, y(b)),
  logBinary: ({ a, b }) => scoring.logBinary(a, y(b)),
  baselineBinary: ({ a, b }) => scoring.baselineBinary(a, y(b)),
  expectedBaseline: ({ a, b }) => scoring.expectedBaseline(a, b),
  brierOptions: ({ xs, a }) => scoring.brierOptions(xs, a),
  ordinalBrier: ({ xs, a }) => scoring.ordinalBrier(xs, a),
  logOptions: ({ xs, a }) => scoring.logOptions(xs, a),
  baselineOptions: ({ xs, a }) => scoring.baselineOptions(xs, a),
  crps: (input) => scoring.crps(input.xs, rangeOf(input), input.c),
  crpsDays: (input) => scoring.crpsDays(input.xs, rangeOf(input), input.c),
  logContinuous: ({ xs, a }) => scoring.logContinuous(xs, a),
  baselineContinuous: (input) => scoring.baselineContinuous(input.xs, input.c, rangeOf(input)),
  coverage: (input) => scoring.coverage(horizonOf(input), input.xs[0] ?? 0, input.xs[1] ?? 1),
  scoringHorizon: ({ a, b, c }) => scoring.scoringHorizon({ open: a, sched: b, decidedAt: c }),
  spotTime: (input) => scoring.spotTime(horizonOf(input), { explicit: input.xs[0] ?? 0 }),
  scoreQuestion: (input) =>
    scoring.scoreQuestion({
      kind: 'binary',
      outcome: y(input.xs.length % 3),
      horizon: horizonOf(input),
      standings: standings(input),
    }),
  peerScores: ({ xs }) => score.peerScores(xs),
  peerOfOutsider: ({ a, xs }) => score.peerOfOutsider(a, xs),
  skill: ({ a, b }) => score.skill(a, b),
  geometricMeanOfOdds: ({ xs }) => aggregates.geometricMeanOfOdds(xs),
  extremisedOdds: ({ xs, a }) => aggregates.extremisedOdds(xs, a),
  neymanRoughgarden: ({ xs, a }) => aggregates.neymanRoughgarden(xs, a),
  neymanRoughgardenFactor: ({ a }) => aggregates.neymanRoughgardenFactor(a),
  medianForecast: ({ xs }) => aggregates.medianForecast(xs),
  recencyWeightedMedian: ({ xs }) => aggregates.recencyWeightedMedian(xs),
  weightedQuartiles: ({ xs, ys }) => aggregates.weightedQuartiles(xs, ys),
  weightedMean: ({ xs, ys }) => aggregates.weightedMean(xs, ys),
  trimmedMean: ({ xs }) => aggregates.trimmedMean(xs),
  highestDensityTrimmedMean: ({ xs }) => aggregates.highestDensityTrimmedMean(xs),
  geometricMeanOfOptions: ({ zs }) => pools.geometricMeanOfOptions(zs),
  meanOfOptions: ({ zs }) => pools.meanOfOptions(zs),
  medianOfOptions: ({ zs, xs }) => pools.medianOfOptions(zs, xs),
  recencyWeightedOptions: ({ zs }) => pools.recencyWeightedOptions(zs),
  meanOfCdfs: (input) => pools.meanOfCdfs(input.zs, rangeOf(input), input.xs),
  quantileAverage: (input) => pools.quantileAverage(input.zs, rangeOf(input), input.xs),
  reputation: ({ a, b, c }) => pools.reputation([{ knownAt: a, peer: b, coverage: c }], c),
  trackRecordWeight: ({ a, b, c }) => pools.trackRecordWeight({ age: a, horizon: b, reputation: c }),
  earthMoversDistance: (input) => pools.earthMoversDistance(input.xs, input.ys, rangeOf(input)),
  jeffreysBinary: ({ a, b }) => pools.jeffreysBinary(a, b),
  jeffreysDivergence: ({ xs, ys }) => pools.jeffreysDivergence(xs, ys),
  quantilesToCdf: (input) =>
    distribution.quantilesToCdf(
      input.xs.map((level, index) => ({ level, value: input.ys[index] ?? 0 })),
      rangeOf(input),
    ),
  pmfOn: ({ xs, a }) => distribution.pmfOn(['0', '1'], { '0': xs[0] ?? 0.5, '1': a }),
  calibrationCurve: (input) => calibration.calibrationCurve(judged(input), { by: 'fixed', bins: input.a }),
  murphyDecomposition: (input) => calibration.murphyDecomposition(judged(input), { by: 'fixed', bins: 10 }),
  corpDecomposition: (input) => calibration.corpDecomposition(judged(input)),
  discrimination: (input) => calibration.discrimination(judged(input)),
  leaderboard: (input) => boards.leaderboard(entries(input), { by: 'average', minCoverage: input.b }),
  tournamentShares: ({ xs }) => boards.tournamentShares(xs),
};

function hasNaN(value: unknown): boolean {
  if (typeof value === 'number') return Number.isNaN(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNaN);
}

const input: fc.Arbitrary<Input> = fc.record({ a: any, b: any, c: any, xs: list, ys: list, zs: lists });

test.prop([fc.constantFrom(...Object.keys(functions)), input], { numRuns: 4_000 })(
  'every function says a number or refuses by name, never NaN',
  (name, given) => {
    let said: unknown = 'refused';
    try {
      said = functions[name]?.(given);
    } catch (error) {
      expect(error).toBeInstanceOf(ScoringError);
    }
    expect([name, hasNaN(said)]).toEqual([name, false]);
  },
);

rule('numbers that are too large for squares and sums are none the less numbers', () => {
  expect(boards.tournamentShares([1e308, 1])).toEqual([1, 0]);
  expect(boards.tournamentShares([5e-324, 0])).toEqual([1, 0]);
  expect(aggregates.neymanRoughgardenFactor(1e308)).toBeCloseTo(Math.sqrt(3), 12);
  expect(() => score.peerScores([1e308, 1e308])).toThrow(
    expect.objectContaining({ code: 'not-a-number', field: 'logPs' }),
  );
});
