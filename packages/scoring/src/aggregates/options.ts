import { checkNotEmpty, checkSameLength } from '../error.ts';
import { checkPmf, LEAST_PROBABILITY } from '../probability.ts';
import { recencyWeights } from './median.ts';
import { weightedPercentile } from './percentile.ts';

/**
 * Options: the median of each option, then `optionsAfterMedian`. Probabilities, sum 1.
 * @param weights one a forecaster, by default equal
 * @throws {ScoringError} `empty-group`, `length-mismatch`, `probabilities-do-not-add-up`
 */
export function medianOfOptions(
  pmfs: readonly (readonly number[])[],
  weights: readonly number[] = pmfs.map(() => 1),
): readonly number[] {
  return optionsAfterMedian(columnsOf(pmfs).map((column) => weightedPercentile(column, weights, 0.5)));
}

/** The same with the weights of `recencyWeightedMedian`. @param pmfs oldest first */
export function recencyWeightedOptions(pmfs: readonly (readonly number[])[]): readonly number[] {
  return medianOfOptions(pmfs, recencyWeights(pmfs.length));
}

/**
 * Medians of options do not add up to 1: subtract 0.001 from each (a negative difference is 0), divide by the sum to
 * m, then `m(1 − 0.001 K) + 0.001`. Where no option has more than 0.001, all are equal.
 * @example [0.2, 0.3, 0.4] → [0.222185, 0.333333, 0.444482]
 */
export function optionsAfterMedian(medians: readonly number[]): readonly number[] {
  checkNotEmpty(medians, 'medians');
  const lowered = medians.map((median) => Math.max(0, median - LEAST_PROBABILITY));
  const sum = lowered.reduce((total, value) => total + value, 0);
  const share = 1 - LEAST_PROBABILITY * medians.length;
  return lowered.map((value) => (sum === 0 ? 1 / medians.length : (value / sum) * share + LEAST_PROBABILITY));
}

/**
 * Options: `P_k ∝ exp(mean ln p_k)`, p_k at least 0.001: what the geometric mean of odds is for two options.
 * @example [0.2, 0.8] and [0.5, 0.5] → [1/3, 2/3]
 */
export function geometricMeanOfOptions(pmfs: readonly (readonly number[])[]): readonly number[] {
  const means = columnsOf(pmfs).map((column) =>
    Math.exp(column.reduce((sum, p) => sum + Math.log(Math.max(LEAST_PROBABILITY, p)), 0) / column.length),
  );
  const sum = means.reduce((total, mean) => total + mean, 0);
  return means.map((mean) => mean / sum);
}

/** Options: the mean of each. @example [0.2, 0.8] and [0.6, 0.4] → [0.4, 0.6] */
export function meanOfOptions(pmfs: readonly (readonly number[])[]): readonly number[] {
  return columnsOf(pmfs).map((column) => column.reduce((sum, p) => sum + p, 0) / column.length);
}

/** One array an option. */
function columnsOf(pmfs: readonly (readonly number[])[]): readonly (readonly number[])[] {
  checkNotEmpty(pmfs, 'pmfs');
  const [first = []] = pmfs;
  for (const [index, pmf] of pmfs.entries()) {
    checkSameLength(checkPmf(pmf, `pmfs[${index}]`), first, `pmfs[${index}]`);
  }
  return first.map((_, option) => pmfs.map((pmf) => pmf[option] ?? 0));
}
