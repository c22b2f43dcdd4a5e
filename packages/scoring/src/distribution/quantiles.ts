import { checkFinite, checkNotEmpty, ScoringError } from '../error.ts';
import { probability } from '../probability.ts';
import { checkRange, INNER_BUCKETS, type Range } from './scale.ts';

/** P(X ≤ value) = level. */
export interface Quantile {
  /** Strictly between 0 and 1, rising from quantile to quantile. */
  readonly level: number;
  /** In the question's unit; never falling. */
  readonly value: number;
}

/** What a forecaster says of the outside of an open range. */
export interface OutsideMass {
  /** P(X < min); 0 if not said and no quantile lies at or below `min`. */
  readonly below?: number;
  /** P(X > max). */
  readonly above?: number;
}

/** The slope every CDF keeps, as a share of its mass: a bucket of 200 has 0.00005 at least. */
const UNIFORM_SHARE = 0.01;

/** The mass outside an open bound, at least. */
const LEAST_OUTSIDE = 0.001;

/**
 * Quantiles → CDF at evenly spaced points: linear between the quantiles, from F(min) and to F(max) at the
 * bounds; then lifted as in `liftCdf`.
 * @throws {ScoringError} `not-quantiles`, `out-of-range` for a value beyond a closed bound
 * @example the median 2 in a closed range 0…10 with 2 buckets, not lifted: [0, 0.6875, 1]
 */
export function quantilesToCdf(
  quantiles: readonly Quantile[],
  range: Range,
  outside: OutsideMass = {},
  buckets = INNER_BUCKETS,
): readonly number[] {
  return liftCdf(interpolateQuantiles(quantiles, range, outside, buckets), range);
}

/** `quantilesToCdf` before it is lifted. */
export function interpolateQuantiles(
  quantiles: readonly Quantile[],
  range: Range,
  outside: OutsideMass = {},
  buckets = INNER_BUCKETS,
): readonly number[] {
  const knots = knotsOf(checkQuantiles(quantiles, range), range, outside);
  const width = (range.max - range.min) / buckets;
  let right = 1;
  return Array.from({ length: buckets + 1 }, (_, index) => {
    const x = index === buckets ? range.max : range.min + index * width;
    while (right < knots.length - 1 && (knots[right]?.value ?? x) <= x) right += 1;
    return between(knots[right - 1], knots[right], x);
  });
}

/**
 * Mixes a CDF with 1 % of an even one and gives each open bound 0.001, so that nothing possible is ruled out:
 * `F' = 0.001·[open below] + (1 − 0.01 − 0.001·open bounds)·F + 0.01·(x − min)/(max − min)`. Metaculus.
 */
export function liftCdf(cdf: readonly number[], range: Range): readonly number[] {
  const { openBelow, openAbove } = checkRange(range);
  const below = openBelow ? LEAST_OUTSIDE : 0;
  const above = openAbove ? LEAST_OUTSIDE : 0;
  const kept = 1 - UNIFORM_SHARE - below - above;
  const last = cdf.length - 1;
  return cdf.map((f, index) => {
    if (index === last && !openAbove) return 1;
    return probability(Math.min(1, below + kept * f + (UNIFORM_SHARE * index) / last), `cdf[${index}]`);
  });
}

function checkQuantiles(quantiles: readonly Quantile[], range: Range): readonly Quantile[] {
  checkNotEmpty(quantiles, 'quantiles');
  const { min, max, openBelow, openAbove } = checkRange(range);
  let before: Quantile = { level: 0, value: -Infinity };
  for (const [index, quantile] of quantiles.entries()) {
    const field = `quantiles[${index}]`;
    const value = checkFinite(quantile.value, `${field}.value`);
    if (!(quantile.level > before.level && quantile.level < 1) || value < before.value) {
      throw new ScoringError('not-quantiles', field, 'levels rise within 0 and 1, values never fall');
    }
    if ((value < min && !openBelow) || (value > max && !openAbove)) {
      throw new ScoringError('out-of-range', `${field}.value`, `${value} is beyond a closed bound`);
    }
    before = quantile;
  }
  return quantiles;
}

/** The quantiles with a knot at each bound that they do not reach. */
function knotsOf(quantiles: readonly Quantile[], range: Range, outside: OutsideMass): readonly Quantile[] {
  const { below, above } = checkOutside(outside, range);
  const lower = { level: below, value: range.min };
  const upper = { level: 1 - above, value: range.max };
  const first = quantiles[0] ?? upper;
  const last = quantiles.at(-1) ?? lower;
  if (below > first.level || last.level > upper.level) {
    throw new ScoringError('not-quantiles', 'outside', 'contradicts the outermost quantiles');
  }
  return [
    ...(first.value >= range.min ? [lower] : []),
    ...quantiles,
    ...(last.value <= range.max ? [upper] : []),
  ];
}

function checkOutside(outside: OutsideMass, range: Range): Required<OutsideMass> {
  const below = probability(outside.below ?? 0, 'below');
  const above = probability(outside.above ?? 0, 'above');
  if ((!range.openBelow && below > 0) || (!range.openAbove && above > 0)) {
    throw new ScoringError('out-of-range', 'outside', 'probability beyond a closed bound');
  }
  return { below, above };
}

function between(left: Quantile | undefined, right: Quantile | undefined, x: number): number {
  if (left === undefined || right === undefined)
    throw new ScoringError('not-quantiles', 'quantiles', 'no knots');
  if (x >= right.value) return right.level;
  if (x <= left.value) return left.level;
  return left.level + ((x - left.value) / (right.value - left.value)) * (right.level - left.level);
}
