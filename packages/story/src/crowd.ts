import { predictions, standing } from '@casus/domain/questions';
import type { PredictionRow } from '@casus/domain/questions';
import type { Rows } from '@casus/domain/rows';
import { geometricMeanOfOdds } from '@casus/scoring/aggregates';
import { percentText } from './words.ts';

/** What the crowd says: a probability (0 to 1), or for a numeric question the median of the medians. */
export interface Crowd {
  /** Forecasters with a standing prediction. */
  readonly n: number;
  readonly probability: number | null;
  readonly median: number | null;
}

/** The crowd of a question as its standing predictions have it; null when nobody stands. */
export function crowdOf(rows: Rows, questionId: string): Crowd | null {
  const group = rows
    .list(standing, questionId)
    .flatMap(({ predictionKey }) => rows.get(predictions, predictionKey) ?? [])
    .filter(({ role }) => role === 'forecaster');
  if (group.length === 0) return null;
  const probabilities = group.flatMap(({ value }) => ('probability' in value ? [value.probability] : []));
  const medians = group.flatMap(medianOf);
  return {
    n: group.length,
    probability: probabilities.length > 0 ? geometricMeanOfOdds(probabilities) : null,
    median: medians.length > 0 ? middle(medians) : null,
  };
}

export function crowdText({ probability, median, n }: Crowd): string {
  const what = probability === null ? `median ${String(median)}` : percentText(probability);
  return `${what} (${n} ${n === 1 ? 'forecaster' : 'forecasters'})`;
}

function medianOf({ value }: PredictionRow): readonly number[] {
  if (!('quantiles' in value)) return [];
  return value.quantiles.flatMap((each) =>
    each.level === 0.5 && typeof each.value === 'number' ? [each.value] : [],
  );
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return (low + high) / 2;
}
