import { ScoringError } from '../error.ts';
import { probability, type Probability } from '../probability.ts';
import { checkWeight, weightedQuartiles, type Quartiles } from './percentile.ts';

/**
 * Median of the standing probabilities, with quartiles; of an even number the mean of the middle two.
 * @throws {ScoringError} `empty-group`, `probability-out-of-bounds`
 * @example medianForecast([0.62, 0.881, 0.765]).median is 0.765
 */
export function medianForecast(ps: readonly number[]): Quartiles {
  return weightedQuartiles(
    checkAll(ps),
    ps.map(() => 1),
  );
}

/**
 * Median that favours recent predictions: weight `exp(√i − √N)` for the i-th oldest of N, none for N ≤ 2; with
 * quartiles. Metaculus community prediction.
 * @param ps the latest of each forecaster, oldest first
 * @example recencyWeightedMedian([0.62, 0.881, 0.765]).median is 0.765
 */
export function recencyWeightedMedian(ps: readonly number[]): Quartiles {
  return weightedQuartiles(checkAll(ps), recencyWeights(ps.length));
}

/** The mean under the same weights. @example recencyWeightedMean([0.62, 0.881, 0.765]) is 0.771648 */
export function recencyWeightedMean(ps: readonly number[]): Probability {
  return weightedMean(ps, recencyWeights(ps.length));
}

/** Weights of the i-th oldest of n, i = 1…n; all 1 for n ≤ 2. */
export function recencyWeights(n: number): readonly number[] {
  return Array.from({ length: n }, (_, index) =>
    n <= 2 ? 1 : Math.exp(Math.sqrt(index + 1) - Math.sqrt(n)),
  );
}

/** @throws {ScoringError} `empty-group`, `probability-out-of-bounds`, `not-a-number` or `out-of-range` for a weight */
export function weightedMean(ps: readonly number[], weights: readonly number[]): Probability {
  let sum = 0;
  let total = 0;
  for (const [index, p] of checkAll(ps).entries()) {
    const weight = checkWeight(weights[index] ?? Number.NaN, `weights[${index}]`);
    sum += weight * p;
    total += weight;
  }
  if (!(total > 0)) throw new ScoringError('empty-group', 'ps', `the weights add up to ${total}`);
  // Rounding may lift the mean of ones above 1.
  return probability(Math.min(1, sum / total));
}

function checkAll(ps: readonly number[]): readonly number[] {
  for (const [index, p] of ps.entries()) probability(p, `ps[${index}]`);
  return ps;
}
