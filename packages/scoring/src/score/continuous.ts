import { checkCdf, checkRange, INNER_BUCKETS, pmfOfCdf, type Range } from '../distribution/scale.ts';
import { checkFinite } from '../error.ts';
import { checkPmf, probabilityOf } from '../probability.ts';

/**
 * The least that a bucket counts for in logarithms. A CDF with the least slope that `quantilesToCdf` gives
 * has 0.00005 in each of 200 buckets, so that this one only bites on predictions that rule a bucket out.
 */
const LEAST_BUCKET = 1e-6;

/** A day in seconds. */
const DAY = 86_400;

/** The share of the baseline that an open bound gets. */
const OUTSIDE = 0.05;

/**
 * Logarithmic score over buckets: `ln pmf_r`, pmf_r at least 1e-6. Nats, high is good; only differences
 * between forecasters, or to the baseline, mean anything.
 * @param bucket what `bucketOf` says of the outcome
 */
export function logContinuous(pmf: readonly number[], bucket: number): number {
  return Math.log(Math.max(LEAST_BUCKET, probabilityOf(checkPmf(pmf), bucket)));
}

/**
 * What chance gives to a bucket: 0.05 to either outer one, `(1 − 0.05 · open bounds) / N` to each inside.
 * @example a range open above, 200 buckets: 0.95/200 = 0.00475 inside, 0.05 above
 */
export function baselineBucket(bucket: number, range: Range, buckets = INNER_BUCKETS): number {
  if (bucket <= 0 || bucket > buckets) return OUTSIDE;
  const { openBelow, openAbove } = checkRange(range);
  return (1 - OUTSIDE * (Number(openBelow) + Number(openAbove))) / buckets;
}

/**
 * Baseline score of a continuous forecast: `50 · ln(pmf_r / b)`, b as in `baselineBucket`. 0 is chance; high
 * is good. Metaculus scores FAQ.
 * @example 0.02 in the bucket of a closed range of 200 → 50 ln 4 = 69.3147
 */
export function baselineContinuous(pmf: readonly number[], bucket: number, range: Range): number {
  return 50 * (logContinuous(pmf, bucket) - Math.log(baselineBucket(bucket, range, pmf.length - 2)));
}

/**
 * Continuous ranked probability score: `∫ (F(x) − 1[x ≥ y])² dx` over the range, F linear between its
 * points, an outcome outside counted at its bound. In the outcome's unit, 0…(max − min), low is good.
 * Matheson, Winkler (1976), Management Science 22.
 * @example F uniform on 0…10, y = 5: 2 · ∫₀⁵ (x/10)² dx = 0.8333
 */
export function crps(cdf: readonly number[], range: Range, outcome: number): number {
  checkCdf(cdf, range);
  return crpsChecked(cdf, range, checkFinite(outcome, 'outcome'));
}

function crpsChecked(cdf: readonly number[], range: Range, outcome: number): number {
  const y = Math.min(range.max, Math.max(range.min, outcome));
  const width = (range.max - range.min) / (cdf.length - 1);
  let sum = 0;
  for (let index = 1; index < cdf.length; index += 1) {
    const left = cdf[index - 1] ?? 0;
    const right = cdf[index] ?? 1;
    const share = Math.min(1, Math.max(0, (y - range.min) / width - (index - 1)));
    const middle = left + share * (right - left);
    sum += share * meanSquare(left, middle) + (1 - share) * meanSquare(middle - 1, right - 1);
  }
  return sum * width;
}

/** Mean of x² for x running evenly from `from` to `to`. */
function meanSquare(from: number, to: number): number {
  return (from * from + from * to + to * to) / 3;
}

/** CRPS of a date question, range and outcome in seconds, the score in days. */
export function crpsDays(cdf: readonly number[], range: Range, outcome: number): number {
  return crps(cdf, range, outcome) / DAY;
}

/** The bucket probabilities of a CDF that has been checked against its range. */
export function bucketsOf(cdf: readonly number[], range: Range): readonly number[] {
  return pmfOfCdf(checkCdf(cdf, range));
}
