import { checkNotEmpty, ScoringError } from './error.ts';

/** A number in 0…1, checked. */
export type Probability = number & { readonly __brand: 'Probability' };

/**
 * What a prediction may say at least: binary and option probabilities below it count as this much in
 * logarithms, and a binary one counts as 1 − this at most. Predictions are refused outside of it at
 * intake, so that the clamp only bites on computed probabilities.
 */
export const LEAST_PROBABILITY = 0.001;

const LEAST = probability(LEAST_PROBABILITY);
const MOST = probability(1 - LEAST_PROBABILITY);

/** How far the sum of a distribution may lie from 1. */
const SUM_TOLERANCE = 1e-9;

/** @throws {ScoringError} `probability-out-of-bounds` outside 0…1, NaN included */
export function probability(value: number, field = 'p'): Probability {
  if (!isProbability(value)) {
    throw new ScoringError('probability-out-of-bounds', field, `${value} is not within 0 and 1`);
  }
  return value;
}

function isProbability(value: number): value is Probability {
  return value >= 0 && value <= 1;
}

/** The probability within [0.001, 0.999]. */
export function clampProbability(value: number, field = 'p'): Probability {
  // Nearly every value takes this way, a million times in a leaderboard.
  if (isWithinClamp(value)) return value;
  return probability(value, field) < LEAST_PROBABILITY ? LEAST : MOST;
}

function isWithinClamp(value: number): value is Probability {
  return value >= LEAST && value <= MOST;
}

/** Log odds of `p` clamped to [0.001, 0.999]; natural logarithm. */
export function logit(p: number, field = 'p'): number {
  const clamped = clampProbability(p, field);
  return Math.log(clamped / (1 - clamped));
}

/** The probability whose log odds these are; the inverse of `logit`, never overflowing. */
export function logistic(logOdds: number): Probability {
  if (Number.isNaN(logOdds)) throw new ScoringError('not-a-number', 'logOdds', 'is NaN');
  if (logOdds >= 0) return probability(1 / (1 + Math.exp(-logOdds)));
  const odds = Math.exp(logOdds);
  return probability(odds / (1 + odds));
}

/**
 * A distribution over options or buckets: each within 0…1, sum 1 within 1e-9.
 * @throws {ScoringError} `empty-group`, `probability-out-of-bounds`, `probabilities-do-not-add-up`
 */
export function checkPmf(pmf: readonly number[], field = 'pmf'): readonly number[] {
  checkNotEmpty(pmf, field);
  let sum = 0;
  for (const [index, p] of pmf.entries()) sum += probability(p, `${field}[${index}]`);
  if (Math.abs(sum - 1) > SUM_TOLERANCE) {
    throw new ScoringError('probabilities-do-not-add-up', field, `the sum is ${sum}`);
  }
  return pmf;
}

/**
 * The probability of the bucket or option that came about.
 * @throws {ScoringError} `no-such-outcome`
 */
export function probabilityOf(pmf: readonly number[], outcome: number, field = 'outcome'): number {
  const p = pmf[outcome];
  if (p === undefined) {
    throw new ScoringError('no-such-outcome', field, `${outcome} of ${pmf.length}`);
  }
  return p;
}
