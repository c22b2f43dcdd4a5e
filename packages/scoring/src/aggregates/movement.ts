import { checkCdf, type Range } from '../distribution/scale.ts';
import { checkSameLength } from '../error.ts';
import { checkPmf, clampProbability, LEAST_PROBABILITY } from '../probability.ts';

/**
 * How far a forecast moved: Jeffreys divergence `Σ (p − q) log2(p/q)`, each probability at least 0.001. Bits, 0 or
 * more, the same both ways. Jeffreys (1946).
 * @throws {ScoringError} `length-mismatch`, as `checkPmf`
 * @example [0.5, 0.5] against [0.25, 0.75]: 0.25 log2 3 = 0.396241
 */
export function jeffreysDivergence(p: readonly number[], q: readonly number[]): number {
  checkSameLength(checkPmf(p, 'p'), checkPmf(q, 'q'), 'q');
  return p.reduce((sum, before, index) => {
    const from = Math.max(LEAST_PROBABILITY, before);
    const to = Math.max(LEAST_PROBABILITY, q[index] ?? 0);
    return sum + (from - to) * Math.log2(from / to);
  }, 0);
}

/** Jeffreys divergence of two probabilities of yes, clamped to [0.001, 0.999]. */
export function jeffreysBinary(p: number, q: number): number {
  const from = clampProbability(p, 'p');
  const to = clampProbability(q, 'q');
  return jeffreysDivergence([1 - from, from], [1 - to, to]);
}

/**
 * Earth mover's distance of two continuous forecasts: `∫ |F − G| dx` over the range, both linear between their
 * points; what lies outside counts at the bound. In the outcome's unit (dates: seconds), 0…(max − min).
 * @throws {ScoringError} `length-mismatch`, as `checkCdf`
 * @example all at 2 against all at 5: 3
 */
export function earthMoversDistance(f: readonly number[], g: readonly number[], range: Range): number {
  checkSameLength(checkCdf(f, range, 'f'), checkCdf(g, range, 'g'), 'g');
  const width = (range.max - range.min) / (f.length - 1);
  let sum = 0;
  for (let index = 1; index < f.length; index += 1) {
    const left = (f[index - 1] ?? 0) - (g[index - 1] ?? 0);
    const right = (f[index] ?? 1) - (g[index] ?? 1);
    sum += meanAbsolute(left, right);
  }
  return sum * width;
}

/** Mean of |x| for x running evenly from `from` to `to`. */
function meanAbsolute(from: number, to: number): number {
  if (from * to >= 0) return Math.abs(from + to) / 2;
  return (from * from + to * to) / (2 * Math.abs(from - to));
}
