import type { QuestionRow } from '@casus/domain/questions';
import { quantilesToCdf } from '@casus/scoring/distribution';
import type { Quantile, Range } from '@casus/scoring/distribution';

/** The range of a numeric question, open at both ends: an outcome beyond it is possible. */
export function rangeOf({ range }: QuestionRow['definition']): Range {
  return { min: range?.min ?? 0, max: range?.max ?? 1, openBelow: true, openAbove: true };
}

export function cdfOf(quantiles: readonly Quantile[], range: Range): readonly number[] {
  return quantilesToCdf(quantiles, range);
}

/** Where a CDF reaches a level, linear between its points; a bound of the range where it does so outside. */
export function valueAtLevel(cdf: readonly number[], range: Range, level: number): number {
  const right = cdf.findIndex((f) => f >= level);
  if (right === -1) return range.max;
  const [below, above] = [cdf[right - 1], cdf[right] ?? 1];
  if (below === undefined) return range.min;
  const width = (range.max - range.min) / (cdf.length - 1);
  return range.min + width * (right - 1 + (level - below) / (above - below));
}
