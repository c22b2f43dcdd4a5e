import { checkCdf, type Range } from '../distribution/scale.ts';
import { checkNotEmpty, checkSameLength, ScoringError } from '../error.ts';
import { recencyWeights } from './median.ts';
import { checkWeight } from './percentile.ts';

type Cdf = readonly number[];

/** Levels at which quantile functions are averaged. */
const LEVELS = 2_000;

/**
 * (Weighted) mean of CDFs, point by point: the linear pool (Stone 1961). The default for numbers and dates.
 * @throws {ScoringError} `empty-group`, `length-mismatch`, `not-a-cdf`, `out-of-range` for a weight below 0
 * @example [0, 0.2, 1] and [0, 0.8, 1] → [0, 0.5, 1]
 */
export function meanOfCdfs(cdfs: readonly Cdf[], range: Range, weights?: readonly number[]): Cdf {
  const { first, shares } = checkGroup(cdfs, range, weights);
  return first.map((_, point) =>
    Math.min(
      1,
      cdfs.reduce((sum, cdf, index) => sum + (shares[index] ?? 0) * (cdf[point] ?? 1), 0),
    ),
  );
}

/** The mean of CDFs with the weights of `recencyWeightedMedian`. @param cdfs oldest first */
export function recencyWeightedCdf(cdfs: readonly Cdf[], range: Range): Cdf {
  return meanOfCdfs(cdfs, range, recencyWeights(cdfs.length));
}

/**
 * Quantile average (Vincent 1912; Lichtendahl, Grushka-Cockayne, Winkler 2013, Management Science 59): the mean of
 * the quantile functions, sharper than the mean of CDFs. What lies outside of the range has no quantile there: its
 * mass is the mean of the masses, and quantiles are averaged of the distributions within the range, at 2,000 even
 * levels.
 * @throws as `meanOfCdfs`
 */
export function quantileAverage(cdfs: readonly Cdf[], range: Range, weights?: readonly number[]): Cdf {
  const { first, shares } = checkGroup(cdfs, range, weights);
  const mean = meanOfCdfs(cdfs, range, weights);
  const below = mean[0] ?? 0;
  const inside = (mean.at(-1) ?? 1) - below;
  if (inside <= 0) return mean;
  const quantiles = meanQuantiles(cdfs, shares);
  let level = 0;
  return first.map((_, point) => {
    if (point === first.length - 1) return mean.at(-1) ?? 1;
    while (level < LEVELS && (quantiles[level + 1] ?? 0) <= point) level += 1;
    return Math.min(1, below + inside * levelAt(quantiles, level, point));
  });
}

/** The level whose averaged quantile is `point`; at or above `level`, the last one not above it. */
function levelAt(quantiles: Float64Array, level: number, point: number): number {
  const from = quantiles[level] ?? 0;
  const to = quantiles[level + 1] ?? from;
  if (from > point) return 0;
  return Math.min(1, (level + partOf(from, to, point)) / LEVELS);
}

/** Σ w_i Q_i(level/2000), in grid points from the lower bound. */
function meanQuantiles(cdfs: readonly Cdf[], shares: readonly number[]): Float64Array {
  const sums = new Float64Array(LEVELS + 1);
  let total = 0;
  for (const [index, cdf] of cdfs.entries()) {
    const share = shares[index] ?? 0;
    if ((cdf.at(-1) ?? 1) <= (cdf[0] ?? 0)) continue;
    addQuantiles(sums, cdf, share);
    total += share;
  }
  return sums.map((sum) => (total === 0 ? 0 : sum / total));
}

/**
 * Q(u) = inf{x : F(x) ≥ u} of the distribution within the range, by one walk along its points; Q(0) is where its
 * mass begins.
 */
function addQuantiles(sums: Float64Array, cdf: Cdf, share: number): void {
  const first = cdf[0] ?? 0;
  const last = cdf.at(-1) ?? 1;
  const begins = cdf.findIndex((f) => f > first);
  let right = Math.max(1, begins);
  for (const [index, sum] of sums.entries()) {
    const level = index === LEVELS ? last : first + ((last - first) * index) / LEVELS;
    while (right < cdf.length - 1 && (cdf[right] ?? 1) < level) right += 1;
    sums[index] = sum + share * (right - 1 + partOf(cdf[right - 1] ?? 0, cdf[right] ?? 1, level));
  }
}

/** How far from one to the other a level lies, 0…1. */
function partOf(from: number, to: number, level: number): number {
  return to > from ? Math.min(1, Math.max(0, (level - from) / (to - from))) : 0;
}

interface Group {
  readonly first: Cdf;
  /** Weights that add up to 1. */
  readonly shares: readonly number[];
}

function checkGroup(cdfs: readonly Cdf[], range: Range, weights: readonly number[] | undefined): Group {
  checkNotEmpty(cdfs, 'cdfs');
  const [first = []] = cdfs;
  for (const [index, cdf] of cdfs.entries()) {
    checkSameLength(checkCdf(cdf, range, `cdfs[${index}]`), first, `cdfs[${index}]`);
  }
  const given = weights ?? cdfs.map(() => 1);
  checkSameLength(given, cdfs, 'weights');
  const total = given.reduce((sum, weight, index) => sum + checkWeight(weight, `weights[${index}]`), 0);
  if (total === 0) throw new ScoringError('out-of-range', 'weights', 'all are 0');
  return { first, shares: given.map((weight) => weight / total) };
}
