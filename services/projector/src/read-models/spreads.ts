import type { PredictionRow, QuestionRow } from '@casus/domain/questions';
import { cdfOn, pmfOn, scaleOf } from '@casus/scoring/distribution';

type Value = PredictionRow['value'];
type Definition = QuestionRow['definition'];

/** The CDFs of predictions that a question about a number or a date takes. */
export function cdfsOf(values: readonly Value[], definition: Definition): readonly (readonly number[])[] {
  const scale = scaleOf(definition);
  return values.flatMap((value) => ('quantiles' in value || 'cdf' in value ? [cdfOn(scale, value)] : []));
}

/** The probabilities of predictions that a choice takes, in the order of its options. */
export function pmfsOf(
  values: readonly Value[],
  { options = [] }: Definition,
): readonly (readonly number[])[] {
  const names = options.map(({ name }) => name);
  return values.flatMap((value) => ('options' in value ? [pmfOn(names, value.options)] : []));
}
