import { checkFinite, checkNotEmpty, ScoringError } from '../error.ts';
import { logistic, logit, type Probability } from '../probability.ts';
import { addValue, EMPTY_TALLY, removeValue, tallyMean, type Tally } from './tally.ts';

/**
 * Geometric mean of odds: `logit P = mean(logit p_i)`, p clamped to [0.001, 0.999]. The default forecast.
 * Probability. Satopää et al. (2014), International Journal of Forecasting 30.
 * @throws {ScoringError} `empty-group`, `probability-out-of-bounds`
 * @example geometricMeanOfOdds([0.1, 0.2, 0.4, 0.5]) is 0.269483
 */
export function geometricMeanOfOdds(ps: readonly number[]): Probability {
  return logistic(meanLogit(ps));
}

/**
 * Extremised geometric mean of odds: `logit P = a · mean(logit p_i)`. Probability. Satopää et al. (2014) find a
 * between 1.161 and 3.921; usual are 1.5 and 2.5.
 * @example extremisedOdds([0.1, 0.2, 0.4, 0.5], 2.5) is 0.076342
 */
export function extremisedOdds(ps: readonly number[], a: number): Probability {
  return extremise(meanLogit(ps), a);
}

/** The same from the mean of the log odds, such as `tallyMean` gives. */
export function extremise(meanLogOdds: number, a: number): Probability {
  if (!(checkFinite(a, 'a') > 0)) throw new ScoringError('out-of-range', 'a', `${a} is not above 0`);
  return logistic(a * checkFinite(meanLogOdds, 'meanLogOdds'));
}

/**
 * Neyman–Roughgarden extremising: `logit P = b + d(n)(mean(logit p_i) − b)`, b the log odds of the base rate, 0 if
 * it is unknown. Probability. Neyman, Roughgarden (2023), Operations Research 71.
 * @param baseRate probability, 0.5 if unknown
 * @example neymanRoughgarden([0.1, 0.2, 0.4, 0.5]) is 0.185344
 */
export function neymanRoughgarden(ps: readonly number[], baseRate = 0.5): Probability {
  const b = logit(baseRate, 'baseRate');
  return logistic(b + neymanRoughgardenFactor(ps.length) * (meanLogit(ps) - b));
}

/**
 * `d(n) = n(√(3n² − 3n + 1) − 2)/(n² − n − 1)`: 1 for one forecaster, towards √3 for many.
 * @example d(2) is 1.2915, d(10) is 1.6250
 */
export function neymanRoughgardenFactor(n: number): number {
  if (!Number.isInteger(n) || n < 1) throw new ScoringError('empty-group', 'n', `${n} forecasters`);
  // above and below divided by n², so that no n is too large
  return (Math.sqrt(3 - 3 / n + 1 / n / n) - 2 / n) / (1 - 1 / n - 1 / n / n);
}

/** Mean of the log odds, p clamped to [0.001, 0.999]. */
function meanLogit(ps: readonly number[]): number {
  checkNotEmpty(ps, 'ps');
  let tally = EMPTY_TALLY;
  for (const [index, p] of ps.entries()) tally = addValue(tally, logit(p, `ps[${index}]`));
  return tallyMean(tally);
}

/** A tally of log odds: a forecaster's first standing prediction. */
export function addOdds(tally: Tally, p: number): Tally {
  return addValue(tally, logit(p));
}

/** A withdrawn prediction. @throws {ScoringError} `empty-group` */
export function removeOdds(tally: Tally, p: number): Tally {
  return removeValue(tally, logit(p));
}

/** A prediction that replaces the forecaster's one before. */
export function replaceOdds(tally: Tally, before: number, after: number): Tally {
  return addOdds(removeOdds(tally, before), after);
}

/** The geometric mean of odds; null while nobody stands. */
export function tallyForecast(tally: Tally): Probability | null {
  return tally.n === 0 ? null : logistic(tallyMean(tally));
}
