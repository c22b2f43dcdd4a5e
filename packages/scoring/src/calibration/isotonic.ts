import { checkFinite, checkSameLength, ScoringError } from '../error.ts';

/**
 * Isotonic regression by pool adjacent violators: the never-falling sequence with the least weighted squared distance
 * to `values`. O(n). Ayer et al. (1955), Annals of Mathematical Statistics 26.
 * @param weights each above 0
 * @throws {ScoringError} `length-mismatch`, `not-a-number`, `out-of-range`
 * @example [1, 3, 2, 4] with equal weights → [1, 2.5, 2.5, 4]
 */
export function isotonic(values: readonly number[], weights: readonly number[]): readonly number[] {
  checkSameLength(values, weights, 'weights');
  const blocks: { sum: number; weight: number; size: number }[] = [];
  for (const [index, value] of values.entries()) {
    const weight = weights[index] ?? Number.NaN;
    if (!(checkFinite(weight, `weights[${index}]`) > 0)) {
      throw new ScoringError('out-of-range', `weights[${index}]`, `${weight} is not above 0`);
    }
    const block = { sum: checkFinite(value, `values[${index}]`) * weight, weight, size: 1 };
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      // Cross-multiplied: equal means stay equal whatever they are divided by.
      if (last.sum * block.weight < block.sum * last.weight) break;
      block.sum += last.sum;
      block.weight += last.weight;
      block.size += last.size;
      blocks.pop();
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ sum, weight, size }) => Array.from({ length: size }, () => sum / weight));
}
