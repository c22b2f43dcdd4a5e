import { ScoringError } from './error.ts';

/** Numbers evenly spread over [0, 1), the same for the same seed. */
export type Random = () => number;

/**
 * mulberry32: 32 bits of state, period 2³². For resampling, not for secrets.
 * @throws {ScoringError} `not-a-number` unless the seed is a whole number
 */
export function randomFrom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new ScoringError('not-a-number', 'seed', `${seed} is not whole`);
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
