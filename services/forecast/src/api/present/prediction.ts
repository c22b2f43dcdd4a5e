import { positionText } from '@casus/log';
import type { PredictionView } from '../shapes/prediction.ts';
import type { FoundPrediction } from '../store/predictions.ts';
import { isoOf, isoOrNull } from '../times.ts';

/** A rationale lies under the id of its prediction's record. */
export function predictionView(
  { partition, prediction }: FoundPrediction,
  rationales: ReadonlyMap<string, string>,
): PredictionView {
  const { recordId, questionId, forecaster, role, value, status, at, endedAt, offset } = prediction;
  return {
    id: recordId,
    questionId,
    forecaster,
    role,
    probability: 'probability' in value ? value.probability : null,
    quantiles: 'quantiles' in value ? value.quantiles : null,
    cdf: 'cdf' in value ? value.cdf : null,
    options: 'options' in value ? value.options : null,
    status,
    madeAt: isoOf(at),
    endedAt: isoOrNull(endedAt),
    rationale: rationales.get(recordId) ?? null,
    position: positionText({ topic: 'questions', partition, offset }),
  };
}
