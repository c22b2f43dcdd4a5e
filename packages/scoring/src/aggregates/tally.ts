import { checkFinite, ScoringError } from '../error.ts';

/**
 * The sum behind a mean, kept current in O(1) a change: plain data, to be stored and read back. What is removed
 * must have been added before.
 */
export interface Tally {
  /** Forecasters with a standing prediction. */
  readonly n: number;
  /** Their sum, and the rounding error that it carries (Neumaier 1974), so that removing undoes adding. */
  readonly sum: number;
  readonly carry: number;
}

export const EMPTY_TALLY: Tally = { n: 0, sum: 0, carry: 0 };

/** A forecaster's first standing prediction. @throws {ScoringError} `not-a-number` */
export function addValue(tally: Tally, value: number): Tally {
  return plus(tally, checkFinite(value, 'value'), 1);
}

/** A withdrawn prediction. @throws {ScoringError} `empty-group` */
export function removeValue(tally: Tally, value: number): Tally {
  if (tally.n === 0) throw new ScoringError('empty-group', 'tally', 'there is nothing to remove');
  return tally.n === 1 ? EMPTY_TALLY : plus(tally, -checkFinite(value, 'value'), -1);
}

/** @throws {ScoringError} `empty-group` */
export function tallyMean(tally: Tally): number {
  if (tally.n === 0) throw new ScoringError('empty-group', 'tally', 'nobody stands');
  return (tally.sum + tally.carry) / tally.n;
}

function plus({ n, sum, carry }: Tally, value: number, count: 1 | -1): Tally {
  const next = sum + value;
  const lost = Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
  return { n: n + count, sum: next, carry: carry + lost };
}
