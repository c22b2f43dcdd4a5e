import { checkNotEmpty, ScoringError } from '../error.ts';
import { probability, type Probability } from '../probability.ts';
import { weightedMean } from './median.ts';

/**
 * Trimmed mean: drops ⌊0.1 n⌋ at either end. Probability.
 * @param share dropped at either end, 0…0.5 (exclusive)
 * @throws {ScoringError} `empty-group`, `probability-out-of-bounds`, `out-of-range`
 * @example trimmedMean([0.01, 0.2, 0.2, 0.2, 0.3, 0.3, 0.3, 0.4, 0.4, 0.99]) is 0.2875
 */
export function trimmedMean(ps: readonly number[], share = 0.1): Probability {
  if (!(share >= 0 && share < 0.5))
    throw new ScoringError('out-of-range', 'share', `${share} is not in [0, 0.5)`);
  const order = rising(ps);
  const dropped = Math.floor(share * order.length + ROUNDING);
  return meanOf(order.slice(dropped, order.length - dropped));
}

/**
 * Highest-density trimmed mean: the mean within the shortest interval that holds 90 % of the forecasts, at least;
 * of equally short ones the lowest. Probability. Powell, Satopää, MacKay, Tetlock (2022), Decision.
 * @param kept share of the forecasts that the interval holds, above 0 and up to 1
 * @example of nine forecasts 0.1, 0.11, …, 0.18 and one of 0.9: 0.14
 */
export function highestDensityTrimmedMean(ps: readonly number[], kept = 0.9): Probability {
  if (!(kept > 0 && kept <= 1)) throw new ScoringError('out-of-range', 'kept', `${kept} is not in (0, 1]`);
  const order = rising(ps);
  const size = Math.ceil(kept * order.length - ROUNDING);
  let best = 0;
  for (let start = 1; start + size <= order.length; start += 1) {
    if (widthAt(order, start, size) < widthAt(order, best, size) - ROUNDING) best = start;
  }
  return meanOf(order.slice(best, best + size));
}

/** 0.1 · 30 is 3.0000000000000004; and equally short intervals differ by as little. */
const ROUNDING = 1e-12;

function widthAt(order: Float64Array, start: number, size: number): number {
  return (order[start + size - 1] ?? Number.NaN) - (order[start] ?? Number.NaN);
}

function rising(ps: readonly number[]): Float64Array {
  checkNotEmpty(ps, 'ps');
  return Float64Array.from(ps, (p, index) => probability(p, `ps[${index}]`)).sort();
}

function meanOf(order: Float64Array): Probability {
  const ps = [...order];
  return weightedMean(
    ps,
    ps.map(() => 1),
  );
}
