import type { PredictionMade } from '../records/predictions.ts';
import type { Delivered, Rows } from '../rows.ts';
import { valueRefusal } from './prediction-value.ts';
import type { ValueRefusal } from './prediction-value.ts';
import { placeKey, predictions, questions, standing, standingKey } from './tables.ts';
import type { PredictionRow, QuestionRow } from './tables.ts';

export { valueRefusal } from './prediction-value.ts';

/** Why a prediction does not count. */
export type PredictionRefusal = 'question-unknown' | 'prediction-replaced' | ValueRefusal;

/** Decides a prediction once and for all, from its place in the partition and its log time. */
export function predict(rows: Rows, record: Delivered, made: PredictionMade): void {
  const { questionId, forecaster } = made;
  const question = rows.get(questions, questionId);
  const code = refusalOf(rows, question, made);
  const late = code === null && question !== undefined && isLate(question, record.logTime);
  const key = placeKey(questionId, record.position.offset);
  const row: PredictionRow = {
    questionId,
    recordId: record.id,
    forecaster,
    role: made.role,
    value: made.value,
    offset: record.position.offset,
    at: record.logTime,
    status: code !== null ? 'refused' : late ? 'late' : 'standing',
    code,
    endedAt: null,
  };
  if (row.status === 'standing') {
    end(rows, record, { questionId, forecaster, status: 'replaced' });
    rows.put(standing, standingKey(questionId, forecaster), {
      questionId,
      forecaster,
      predictionKey: key,
      recordId: record.id,
    });
  }
  rows.put(predictions, key, row);
}

/** Ends the forecaster's standing prediction; none, or a question that is closed, changes nothing. */
export function withdraw(
  rows: Rows,
  record: Delivered,
  { questionId, forecaster }: { questionId: string; forecaster: string },
): void {
  const question = rows.get(questions, questionId);
  if (!question || isLate(question, record.logTime)) return;
  end(rows, record, { questionId, forecaster, status: 'withdrawn' });
  rows.remove(standing, standingKey(questionId, forecaster));
}

function end(
  rows: Rows,
  record: Delivered,
  given: { questionId: string; forecaster: string; status: 'replaced' | 'withdrawn' },
): void {
  const { questionId, forecaster, status } = given;
  const key = rows.get(standing, standingKey(questionId, forecaster))?.predictionKey;
  const row = key === undefined ? undefined : rows.get(predictions, key);
  if (key === undefined || row === undefined) return;
  rows.put(predictions, key, { ...row, status, endedAt: record.logTime });
}

/** Late: at its position the closing time, or a closing or ruling by hand, had passed. */
function isLate({ status, closedAt, resolution, definition }: QuestionRow, logTime: number): boolean {
  const ruled = closedAt !== null || status === 'annulled' || resolution?.by === 'human';
  return ruled || Date.parse(definition.closesAt) <= logTime;
}

function refusalOf(
  rows: Rows,
  question: QuestionRow | undefined,
  { questionId, forecaster, value, replaces }: PredictionMade,
): PredictionRefusal | null {
  if (!question) return 'question-unknown';
  const stands = rows.get(standing, standingKey(questionId, forecaster))?.recordId;
  if (replaces !== undefined && replaces !== stands) return 'prediction-replaced';
  return valueRefusal(value, question.definition);
}
