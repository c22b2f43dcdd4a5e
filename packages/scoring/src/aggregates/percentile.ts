import { checkFinite, checkNotEmpty, checkSameLength, ScoringError } from '../error.ts';
import { probability } from '../probability.ts';

/** Cumulated weights this close to q of the total are that quantile: sums of weights differ by rounding. */
const TOLERANCE = 1e-12;

/** Median and quartiles, in the unit of the values. */
export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/**
 * Weighted percentile: of the values in rising order, the mean of the first whose cumulated weight is ≥ q of the
 * total and the first whose is > q. With equal weights and q = 0.5 it is the plain median.
 * @throws {ScoringError} `empty-group`, `length-mismatch`, `not-a-number`, `out-of-range` for a weight below 0
 * @example weightedPercentile([1, 2, 4, 8], [1, 1, 1, 1], 0.5) is 3
 */
export function weightedPercentile(values: readonly number[], weights: readonly number[], q: number): number {
  return percentileOf(sorted(values, weights), probability(q, 'q'));
}

/** The weighted percentiles 0.25, 0.5 and 0.75. */
export function weightedQuartiles(values: readonly number[], weights: readonly number[]): Quartiles {
  const order = sorted(values, weights);
  return {
    lower: percentileOf(order, 0.25),
    median: percentileOf(order, 0.5),
    upper: percentileOf(order, 0.75),
  };
}

interface Weighted {
  readonly values: Float64Array;
  /** Cumulated, rising. */
  readonly weights: Float64Array;
}

function sorted(values: readonly number[], weights: readonly number[]): Weighted {
  checkNotEmpty(values, 'values');
  checkSameLength(values, weights, 'weights');
  const order = values
    .map((value, index) => ({
      value: checkFinite(value, `values[${index}]`),
      weight: checkWeight(weights[index] ?? Number.NaN, `weights[${index}]`),
    }))
    .sort((x, y) => x.value - y.value || x.weight - y.weight);
  let sum = 0;
  const cumulated = Float64Array.from(order, ({ weight }) => (sum += weight));
  if (sum === 0) throw new ScoringError('out-of-range', 'weights', 'all are 0');
  return { values: Float64Array.from(order, ({ value }) => value), weights: cumulated };
}

/** @throws {ScoringError} `not-a-number`, `out-of-range` below 0 */
export function checkWeight(weight: number, field: string): number {
  if (checkFinite(weight, field) < 0) throw new ScoringError('out-of-range', field, `${weight} is below 0`);
  return weight;
}

function percentileOf({ values, weights }: Weighted, q: number): number {
  const last = values.length - 1;
  const total = weights[last] ?? 0;
  const reaches = weights.findIndex((weight) => weight >= (q - TOLERANCE) * total && weight > 0);
  const exceeds = weights.findIndex((weight) => weight > (q + TOLERANCE) * total);
  const upper = exceeds === -1 ? last : exceeds;
  return ((values[reaches] ?? Number.NaN) + (values[upper] ?? Number.NaN)) / 2;
}
