import { DomainError } from '@casus/domain';
import type { QuestionRecordInput } from '@casus/domain/records';
import type { Principal } from '@casus/platform/accounts';
import type { ApiContext } from '../context.ts';
import { titleOf } from '../problems.ts';
import type { PredictionBody } from '../shapes/prediction.ts';
import type { FoundPrediction } from '../store/predictions.ts';

/** Who predicts what. */
export interface Predicted {
  readonly questionId: string;
  readonly writeId: string;
  readonly principal: Principal;
  readonly body: PredictionBody;
}

/** The record of a prediction; its rationale is kept as a text under the record's id. */
export async function predictionRecord(
  { texts }: ApiContext,
  { questionId, writeId, principal, body }: Predicted,
): Promise<QuestionRecordInput> {
  const { replaces, rationale, ...value } = body;
  const kept = rationale === undefined ? undefined : await texts.put(rationale, writeId);
  return {
    name: 'prediction-made',
    data: {
      questionId,
      forecaster: principal.id,
      value,
      ...(replaces !== undefined && { replaces }),
      ...(kept && { rationale: kept }),
    },
  };
}

/**
 * A prediction as the fold has decided it.
 * @throws {DomainError} the code that it was refused by; `prediction-late`
 */
export function accepted(found: FoundPrediction | undefined): FoundPrediction {
  if (!found) throw new Error('the fold passed a prediction without deciding it');
  const { status, code } = found.prediction;
  const refusal = status === 'late' ? 'prediction-late' : code;
  if (refusal !== null) throw new DomainError(refusal, `${titleOf(refusal)}.`);
  return found;
}

/** @throws {DomainError} `nothing-to-withdraw` where the record withdrew nothing */
export function withdrawn(found: FoundPrediction | undefined): FoundPrediction {
  if (found) return found;
  throw new DomainError('nothing-to-withdraw', `${titleOf('nothing-to-withdraw')}.`);
}
