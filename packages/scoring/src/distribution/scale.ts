import { checkFinite, ScoringError } from '../error.ts';
import { probability } from '../probability.ts';

/** How many buckets of equal width lie inside a range, unless said otherwise: a CDF has one point more. */
export const INNER_BUCKETS = 200;

/**
 * The range that a numeric or date question is asked over; for dates in seconds. An outcome beyond an open
 * bound is possible, beyond a closed one it is not.
 */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly openBelow: boolean;
  readonly openAbove: boolean;
}

/** @throws {ScoringError} `not-a-number`, `out-of-range` when `max` is not above `min` */
export function checkRange(range: Range): Range {
  checkFinite(range.min, 'range.min');
  checkFinite(range.max, 'range.max');
  if (range.max <= range.min) {
    throw new ScoringError('out-of-range', 'range.max', `${range.max} is not above ${range.min}`);
  }
  return range;
}

/** How far F may lie from 0 and 1 at closed bounds. */
const BOUND_TOLERANCE = 1e-9;

/**
 * A continuous forecast: F(x) = P(X ≤ x) at N + 1 points evenly spaced from `min` to `max`. F(min) is the
 * probability of falling below the range (0 at a closed bound), 1 − F(max) of falling above it.
 * @throws {ScoringError} `not-a-cdf`, `probability-out-of-bounds`
 */
export function checkCdf(cdf: readonly number[], range: Range, field = 'cdf'): readonly number[] {
  checkRange(range);
  if (cdf.length < 2) throw new ScoringError('not-a-cdf', field, 'has fewer than two points');
  let previous = 0;
  for (const [index, f] of cdf.entries()) {
    probability(f, `${field}[${index}]`);
    if (f < previous) throw new ScoringError('not-a-cdf', `${field}[${index}]`, 'decreases');
    previous = f;
  }
  if (!range.openBelow && (cdf[0] ?? 0) > BOUND_TOLERANCE) {
    throw new ScoringError('not-a-cdf', `${field}[0]`, 'is not 0 at a closed bound');
  }
  if (!range.openAbove && previous < 1 - BOUND_TOLERANCE) {
    throw new ScoringError('not-a-cdf', `${field}[${cdf.length - 1}]`, 'is not 1 at a closed bound');
  }
  return cdf;
}

/**
 * N + 1 points of a CDF → probabilities of N + 2 buckets: below the range, N inside, above it.
 * @example [0.1, 0.4, 0.8] → [0.1, 0.3, 0.4, 0.2]
 */
export function pmfOfCdf(cdf: readonly number[]): readonly number[] {
  const pmf: number[] = [];
  let previous = 0;
  for (const f of cdf) {
    pmf.push(f - previous);
    previous = f;
  }
  pmf.push(1 - previous);
  return pmf;
}

/** The other way round: N + 2 buckets → N + 1 points. */
export function cdfOfPmf(pmf: readonly number[]): readonly number[] {
  let sum = 0;
  return pmf.slice(0, -1).map((p) => {
    sum += p;
    return Math.min(1, sum);
  });
}

/** Keeps a boundary that arithmetic has moved up by a rounding error in the bucket that it closes. */
const BOUNDARY_TOLERANCE = 1e-10;

/**
 * The bucket that an outcome falls in: 0 below the range, 1…N inside, N + 1 above. Bucket i is
 * (x_{i−1}, x_i], as a CDF counts; `min` itself belongs to the first.
 * @throws {ScoringError} `out-of-range` beyond a closed bound
 */
export function bucketOf(outcome: number, range: Range, buckets = INNER_BUCKETS): number {
  const { min, max, openBelow, openAbove } = checkRange(range);
  checkFinite(outcome, 'outcome');
  if ((outcome < min && !openBelow) || (outcome > max && !openAbove)) {
    throw new ScoringError('out-of-range', 'outcome', `${outcome} is beyond a closed bound`);
  }
  if (outcome < min) return 0;
  if (outcome > max) return buckets + 1;
  const place = ((outcome - min) / (max - min)) * buckets;
  return Math.min(buckets, Math.max(1, Math.floor(place + 1 - BOUNDARY_TOLERANCE)));
}
