import { checkNotEmpty, ScoringError } from './error.ts';
import { randomFrom } from './random.ts';

/** An interval that a statistic fell into in the middle `level` of the resamples. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Resampling {
  /** Whole number; the same seed gives the same interval. */
  readonly seed: number;
  /** @default 1000 */
  readonly resamples?: number;
  /** @default 0.95 */
  readonly level?: number;
}

const RESAMPLES = 1000;
const LEVEL = 0.95;

/**
 * How often each of `size` units is drawn when `size` are drawn with replacement, once a resample. The array is used
 * again for the next. Efron (1979), Annals of Statistics 7.
 */
export function* resample(size: number, { seed, resamples = RESAMPLES }: Resampling): Generator<Uint32Array> {
  if (!(Number.isSafeInteger(resamples) && resamples > 0)) {
    throw new ScoringError('out-of-range', 'resamples', `${resamples} is no number of resamples`);
  }
  const random = randomFrom(seed);
  const draws = new Uint32Array(size);
  for (let round = 0; round < resamples; round += 1) {
    draws.fill(0);
    for (let draw = 0; draw < size; draw += 1) {
      const unit = Math.floor(random() * size);
      draws[unit] = (draws[unit] ?? 0) + 1;
    }
    yield draws;
  }
}

/**
 * The percentile interval of a statistic over resamples; it never reaches beyond what was found.
 * @throws {ScoringError} `empty-group`, `out-of-range` for a level outside (0, 1)
 * @example 95 % of 1,000: the 26th smallest to the 975th
 */
export function percentileInterval(found: ArrayLike<number>, level = LEVEL): Interval {
  checkNotEmpty(found, 'found');
  if (!(level > 0 && level < 1)) throw new ScoringError('out-of-range', 'level', `${level} is not in (0, 1)`);
  const order = Float64Array.from(found).sort();
  // 0.025 · 1000 is 25.000000000000021.
  const tail = Math.floor(((1 - level) / 2) * order.length + 1e-9);
  return { low: order[tail] ?? Number.NaN, high: order[order.length - 1 - tail] ?? Number.NaN };
}
