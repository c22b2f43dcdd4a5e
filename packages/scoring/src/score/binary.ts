import { clampProbability, probability } from '../probability.ts';
import { ScoringError } from '../error.ts';

/** What a binary question came to: 1 yes, 0 no. */
export type BinaryOutcome = 0 | 1;

/** @throws {ScoringError} `no-such-outcome` */
export function checkBinaryOutcome(y: number): BinaryOutcome {
  if (y !== 0 && y !== 1) throw new ScoringError('no-such-outcome', 'y', `${y} is neither 0 nor 1`);
  return y;
}

/**
 * Brier score, one-category form: `(p − y)²`. No unit, 0…1, low is good.
 * Brier (1950), Monthly Weather Review 78, for one of the two categories.
 * @example brierBinary(0.7, 1) is 0.09
 */
export function brierBinary(p: number, y: BinaryOutcome): number {
  return (probability(p) - checkBinaryOutcome(y)) ** 2;
}

/**
 * Brier score, two-category form, as Brier (1950) and Good Judgment Open write it: `2 (p − y)²`.
 * No unit, 0…2, low is good.
 * @example brierTwoCategory(0.7, 1) is 0.18
 */
export function brierTwoCategory(p: number, y: BinaryOutcome): number {
  return 2 * brierBinary(p, y);
}

/**
 * Logarithmic score: `ln` of the probability given to what came about, `p` clamped to [0.001, 0.999].
 * Nats, ln 0.001…ln 0.999, high is good. Good (1952), JRSS B 14.
 * @example logBinary(0.7, 0) is ln 0.3 = −1.2040
 */
export function logBinary(p: number, y: BinaryOutcome): number {
  const clamped = clampProbability(p);
  return Math.log(checkBinaryOutcome(y) === 1 ? clamped : 1 - clamped);
}

/**
 * Baseline score: `100 · ln(2 p_r) / ln 2`, `p` clamped as in `logBinary`. 0 is chance (p = 0.5), 100 the
 * limit of certainty, about −897 the worst; high is good. Metaculus scores FAQ.
 * @example baselineBinary(0.7, 1) is 48.5427
 */
export function baselineBinary(p: number, y: BinaryOutcome): number {
  return 100 * (logBinary(p, y) / Math.LN2 + 1);
}

/**
 * The baseline score to be expected while the answer is unknown, were the crowd's probability `c` right:
 * `100 (c (log2 p + 1) + (1 − c)(log2(1 − p) + 1))`. Unit of the baseline score; highest at p = c.
 * @example expectedBaseline(0.5, 0.9) is 0, expectedBaseline(0.8, 0.8) is 27.8072
 */
export function expectedBaseline(p: number, c: number): number {
  const crowd = probability(c, 'c');
  return crowd * baselineBinary(p, 1) + (1 - crowd) * baselineBinary(p, 0);
}
