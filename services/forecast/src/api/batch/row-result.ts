import type { PredictionRow } from '@casus/domain/questions';
import type { FieldError } from '@casus/platform/http';
import { titleOf } from '../problems.ts';
import type { RowResult } from '../shapes/prediction-batch.ts';
import { refused } from './check-rows.ts';
import type { GoodRow } from './check-rows.ts';

/** What became, or would become, of a row. */
export function decided(
  given: GoodRow,
  id: string,
  { status, code, position }: Pick<PredictionRow, 'status' | 'code'> & { readonly position: string | null },
): RowResult {
  const refusal = status === 'late' ? 'prediction-late' : code;
  if (refusal !== null) return refused(given, refusal, [fieldError(given, refusal)]);
  const { row, line, questionId } = given;
  return { status: 'accepted', row, line, questionId, id, position };
}

/** The field that a refusal of the fold is about. */
function fieldError({ body }: GoodRow, code: string): FieldError {
  const message = titleOf(code);
  const said = Object.keys(body).find((name) => name !== 'replaces' && name !== 'rationale') ?? '';
  const field =
    code === 'prediction-replaced'
      ? 'replaces'
      : code === 'question-unknown' || code === 'prediction-late'
        ? 'questionId'
        : said;
  return { in: 'body', field, expected: expectations[code] ?? message, message };
}

const expectations: Readonly<Record<string, string>> = {
  'question-unknown': 'a question that there is',
  'prediction-late': 'a question that is open',
  'prediction-replaced': 'the id of the prediction that stands',
  'prediction-kind': 'what the kind of the question takes',
  'options-mismatch': 'each option of the question, and no other',
  'probabilities-do-not-add-up': 'probabilities that add up to 1 within 0.000001',
};
