import { checkNotEmpty, ScoringError } from '../error.ts';
import { logistic, logit, type Probability } from '../probability.ts';

/**
 * Geometric mean of odds: `logit P = mean(logit p_i)`, p clamped to [0.001, 0.999]. The default forecast.
 * Probability. Satopää et al. (2014), International Journal of Forecasting 30.
 * @throws {ScoringError} `empty-group`, `probability-out-of-bounds`
 * @example geometricMeanOfOdds([0.1, 0.2, 0.4, 0.5]) is 0.269483
 */
export function geometricMeanOfOdds(ps: readonly number[]): Probability {
  return logistic(meanLogit(ps));
}

/** Mean of the log odds, p clamped to [0.001, 0.999]. */
export function meanLogit(ps: readonly number[]): number {
  checkNotEmpty(ps, 'ps');
  let tally = EMPTY_TALLY;
  for (const p of ps) tally = addOdds(tally, p);
  return tallyMean(tally);
}

/**
 * The sums behind the means of probabilities and of log odds, kept current in O(1) a change: plain data,
 * to be stored and read back. What is removed must have been added before.
 */
export interface OddsTally {
  /** Forecasters with a standing prediction. */
  readonly n: number;
  /** Σ logit p_i, and the rounding error that it carries (Neumaier 1974), so that removing undoes adding. */
  readonly sum: number;
  readonly carry: number;
}

export const EMPTY_TALLY: OddsTally = { n: 0, sum: 0, carry: 0 };

/** A forecaster's first standing prediction. */
export function addOdds(tally: OddsTally, p: number): OddsTally {
  return plus(tally, logit(p), 1);
}

/** A withdrawn prediction. @throws {ScoringError} `empty-group` */
export function removeOdds(tally: OddsTally, p: number): OddsTally {
  if (tally.n === 0) throw new ScoringError('empty-group', 'tally', 'there is nothing to remove');
  return tally.n === 1 ? EMPTY_TALLY : plus(tally, -logit(p), -1);
}

/** A prediction that replaces the forecaster's one before. */
export function replaceOdds(tally: OddsTally, before: number, after: number): OddsTally {
  return addOdds(removeOdds(tally, before), after);
}

/** The geometric mean of odds; null while nobody stands. */
export function tallyForecast(tally: OddsTally): Probability | null {
  return tally.n === 0 ? null : logistic(tallyMean(tally));
}

/** Mean of the log odds. @throws {ScoringError} `empty-group` */
export function tallyMean(tally: OddsTally): number {
  if (tally.n === 0) throw new ScoringError('empty-group', 'tally', 'nobody stands');
  return (tally.sum + tally.carry) / tally.n;
}

function plus({ n, sum, carry }: OddsTally, value: number, count: 1 | -1): OddsTally {
  const next = sum + value;
  const lost = Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
  return { n: n + count, sum: next, carry: carry + lost };
}
