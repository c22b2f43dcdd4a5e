import { ScoringError } from '../error.ts';
import { probability } from '../probability.ts';
import type { Interval } from '../bootstrap.ts';
import { checkJudged, groupOf, groupsByForecast, type Group, type Judged } from './judged.ts';

export interface Binning {
  /** `fixed`: bins of equal width. `equal-count`: bins of about equal weight; equal forecasts stay together. */
  readonly by: 'fixed' | 'equal-count';
  /** @default 10 */
  readonly bins?: number;
}

export interface CalibrationBin {
  /** Predictions in the bin. */
  readonly n: number;
  /** Sum of their weights. */
  readonly weight: number;
  readonly lowest: number;
  readonly highest: number;
  readonly meanForecast: number;
  /** Share of yes. */
  readonly frequency: number;
  /** 95 % Wilson interval of the frequency, of `(Σ w)²/Σ w²` predictions (Kish) where weights differ. */
  readonly wilson: Interval;
}

const BINS = 10;

/** Standard normal quantile of 0.975. */
const Z = 1.959963984540054;

/**
 * Calibration curve: for each bin that holds a prediction, what was said and what came. A forecaster is calibrated
 * where the frequency equals the mean forecast. Use on questions past their schedule only (`pastSchedule`).
 * @throws {ScoringError} as `checkJudged`; `out-of-range` unless bins is a whole number above 0
 * @example 0.7 three times, twice yes: one bin, n 3, mean 0.7, frequency 0.6667, Wilson 0.2077…0.9385
 */
export function calibrationCurve(judged: readonly Judged[], binning: Binning): readonly CalibrationBin[] {
  return binned(judged, binning).map(binOf);
}

/** The groups behind a curve. */
export function binned(judged: readonly Judged[], { by, bins = BINS }: Binning): readonly Group[] {
  if (!(Number.isSafeInteger(bins) && bins > 0)) {
    throw new ScoringError('out-of-range', 'bins', `${bins} is no number of bins`);
  }
  const groups = groupsByForecast(checkJudged(judged));
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  const places = new Map<Group, number>();
  for (const group of groups) {
    const place = by === 'fixed' ? group.meanForecast : (before + group.weight / 2) / total;
    // 0.29 · 100 is 28.999999999999996.
    places.set(group, Math.min(bins - 1, Math.floor(place * bins + 1e-9)));
    before += group.weight;
  }
  const byPlace = Map.groupBy(groups, (group) => places.get(group) ?? 0);
  return [...byPlace.values()].map((parts) => groupOf(parts.flatMap(({ members }) => members)));
}

function binOf({ members, weight, meanForecast, frequency }: Group): CalibrationBin {
  const squares = members.reduce((sum, member) => sum + member.weight ** 2, 0);
  return {
    n: members.length,
    weight,
    lowest: members[0]?.p ?? Number.NaN,
    highest: members.at(-1)?.p ?? Number.NaN,
    meanForecast,
    frequency,
    wilson: wilsonInterval(Math.min(1, frequency), weight ** 2 / squares),
  };
}

/**
 * Wilson score interval of a frequency out of n. Probabilities. Wilson (1927), JASA 22.
 * @param z standard normal quantile, by default of 95 %
 * @throws {ScoringError} `empty-group` for n ≤ 0, `probability-out-of-bounds`
 * @example 8 of 10: 0.4902…0.9433
 */
export function wilsonInterval(frequency: number, n: number, z = Z): Interval {
  probability(frequency, 'frequency');
  if (!(n > 0)) throw new ScoringError('empty-group', 'n', `${n} predictions`);
  const scale = 1 + (z * z) / n;
  const centre = (frequency + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((frequency * (1 - frequency)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
