import type { PredictionValue } from '../records/predictions.ts';
import type { QuestionDefinition } from '../records/questions.ts';

/** Least and greatest probability that a prediction may give to yes, or to an option. */
const probabilityBounds = { min: 0.001, max: 0.999 } as const;

/** How far the probabilities of the options may be from adding up to 1. */
const sumTolerance = 1e-6;

/** Buckets in which numbers are told, and dates where there are more days. */
const buckets = 200;

const dayMs = 86_400_000;

/** Why the value of a prediction does not count. */
export type ValueRefusal =
  | 'prediction-kind'
  | 'probability-out-of-bounds'
  | 'quantiles-invalid'
  | 'cdf-invalid'
  | 'options-mismatch'
  | 'probabilities-do-not-add-up';

/** Null for a value that the question takes. */
export function valueRefusal(value: PredictionValue, definition: QuestionDefinition): ValueRefusal | null {
  if (!takes(definition.kind, value)) return 'prediction-kind';
  if ('probability' in value) return isBounded(value.probability) ? null : 'probability-out-of-bounds';
  if ('options' in value) return optionsRefusal(value.options, definition);
  if ('cdf' in value) return isCdf(value.cdf, cdfPoints(definition)) ? null : 'cdf-invalid';
  return areAscending(value.quantiles) ? null : 'quantiles-invalid';
}

/** Points of a CDF: 201 for a number; for a date one more than days, 201 at most. */
export function cdfPoints({ days }: Pick<QuestionDefinition, 'days'>): number {
  const number = days ? (Date.parse(days.last) - Date.parse(days.first)) / dayMs + 1 : buckets;
  return Math.min(buckets, number) + 1;
}

function takes(kind: QuestionDefinition['kind'], value: PredictionValue): boolean {
  if ('probability' in value) return kind === 'binary';
  if ('options' in value) return kind === 'choice';
  if ('cdf' in value) return kind === 'numeric' || kind === 'date';
  const unit = kind === 'numeric' ? 'number' : kind === 'date' ? 'string' : 'none';
  return value.quantiles.every((each) => typeof each.value === unit);
}

function isBounded(p: number): boolean {
  return p >= probabilityBounds.min && p <= probabilityBounds.max;
}

function optionsRefusal(
  said: Readonly<Record<string, number>>,
  { options = [] }: QuestionDefinition,
): ValueRefusal | null {
  const isSaid = ({ name }: { readonly name: string }): boolean => Object.hasOwn(said, name);
  const ps = Object.values(said);
  if (ps.length !== options.length || !options.every(isSaid)) return 'options-mismatch';
  if (!ps.every(isBounded)) return 'probability-out-of-bounds';
  const sum = ps.reduce((total, p) => total + p, 0);
  return Math.abs(sum - 1) <= sumTolerance ? null : 'probabilities-do-not-add-up';
}

/** Within 0 and 1, never falling. */
function isCdf(cdf: readonly number[], points: number): boolean {
  return cdf.length === points && cdf.every((f, index) => f >= (cdf[index - 1] ?? 0) && f <= 1);
}

/** Levels rise strictly within (0, 1), values never fall. */
function areAscending(quantiles: readonly { level: number; value: number | string }[]): boolean {
  return quantiles.every(({ level, value }, index) => {
    const before = quantiles[index - 1];
    if (typeof value === 'number' && !Number.isFinite(value)) return false;
    return level > (before?.level ?? 0) && level < 1 && (before === undefined || before.value <= value);
  });
}
