import { checkPmf, LEAST_PROBABILITY, probabilityOf } from '../probability.ts';
import { ScoringError } from '../error.ts';

/**
 * Brier score over options: `Σ_k (p_k − y_k)²`. No unit, 0…2, low is good. Brier (1950).
 * @param outcome index of the option that came about
 * @example brierOptions([0.15, 0.45, 0.25, 0.15], 2) is 0.81
 */
export function brierOptions(pmf: readonly number[], outcome: number): number {
  probabilityOf(checkPmf(pmf), outcome);
  return pmf.reduce((sum, p, k) => sum + (p - (k === outcome ? 1 : 0)) ** 2, 0);
}

/**
 * Brier score over ordered options: `1/(k−1) · Σ_{c=1}^{k−1} 2 (F_c − 1[outcome ≤ c])²`, F cumulative: the
 * mean two-category score of the k − 1 cuts. No unit, 0…2, low is good. Jose, Nau, Winkler (2009),
 * Management Science 55; Good Judgment Open.
 * @example ordinalBrier([0.15, 0.45, 0.25, 0.15], 2) is 0.27
 */
export function ordinalBrier(pmf: readonly number[], outcome: number): number {
  probabilityOf(checkPmf(pmf), outcome);
  if (pmf.length < 2) throw new ScoringError('no-such-outcome', 'pmf', 'one option is no order');
  let cumulative = 0;
  let sum = 0;
  for (const [cut, p] of pmf.slice(0, -1).entries()) {
    cumulative += p;
    sum += 2 * (cumulative - (outcome <= cut ? 1 : 0)) ** 2;
  }
  return sum / (pmf.length - 1);
}

/**
 * Logarithmic score over options: `ln p_r`, p_r at least 0.001. Nats, ln 0.001…0, high is good.
 * @example logOptions([0.2, 0.5, 0.3], 1) is ln 0.5 = −0.6931
 */
export function logOptions(pmf: readonly number[], outcome: number): number {
  return Math.log(Math.max(LEAST_PROBABILITY, probabilityOf(checkPmf(pmf), outcome)));
}

/**
 * Baseline score over K options on offer: `100 · ln(p_r K) / ln K`. 0 is chance, 100 certainty; high is
 * good. Metaculus scores FAQ.
 * @throws {ScoringError} `no-such-outcome` with fewer than two options
 * @example baselineOptions([0.2, 0.5, 0.3], 1) is 36.9070
 */
export function baselineOptions(pmf: readonly number[], outcome: number): number {
  if (pmf.length < 2) throw new ScoringError('no-such-outcome', 'pmf', 'one option is no question');
  return 100 * (logOptions(pmf, outcome) / Math.log(pmf.length) + 1);
}
