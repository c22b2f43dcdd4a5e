import { fieldErrors } from '@casus/platform/http';
import type { FieldError } from '@casus/platform/http';
import type { PredictionBody } from '../shapes/prediction.ts';
import { predictionBody } from '../shapes/prediction.ts';
import type { RowResult } from '../shapes/prediction-batch.ts';
import { questionIdField } from '../shapes/prediction-batch.ts';
import type { SentRow } from './read-rows.ts';

/** A row that may be recorded. */
export interface GoodRow extends Pick<SentRow, 'row' | 'line'> {
  readonly questionId: string;
  readonly body: PredictionBody;
}

export type RefusedRow = Extract<RowResult, { status: 'refused' }>;

/** Each row by itself: one that is refused holds no other back. */
export function checkRows(rows: readonly SentRow[]): readonly (GoodRow | RefusedRow)[] {
  return rows.map((sent) => (sent.errors ? refused(sent, 'invalid-request', sent.errors) : checked(sent)));
}

export function isGood(row: GoodRow | RefusedRow): row is GoodRow {
  return 'body' in row;
}

function checked(sent: SentRow): GoodRow | RefusedRow {
  const { row, line, value } = sent;
  const { questionId, ...rest } = Object(value) as Record<string, unknown>;
  const question = questionIdField.safeParse(questionId);
  const body = predictionBody.safeParse(typeof value === 'object' && !Array.isArray(value) ? rest : value);
  if (question.success && body.success) return { row, line, questionId: question.data, body: body.data };
  return refused(sent, 'invalid-request', [
    ...fieldErrors('body', question.error?.issues ?? []).map((error) => ({ ...error, field: 'questionId' })),
    ...fieldErrors('body', body.error?.issues ?? []),
  ]);
}

export function refused(
  { row, line }: Pick<SentRow, 'row' | 'line'>,
  code: string,
  errors: readonly FieldError[],
): RefusedRow {
  return { status: 'refused', row, line, code, errors: [...errors] };
}
