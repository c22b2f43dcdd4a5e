import type { PredictionMade, PredictionValue } from '../records/predictions.ts';
import type { QuestionDefinition } from '../records/questions.ts';
import type { Delivered, Rows } from '../rows.ts';
import { placeKey, predictions, questions, standing, standingKey } from './tables.ts';
import type { PredictionRow, QuestionRow } from './tables.ts';

/** Least and greatest probability that a binary prediction may have. */
export const probabilityBounds = { min: 0.001, max: 0.999 } as const;

/** Why a prediction does not count. */
export type PredictionRefusal =
  | 'question-unknown'
  | 'prediction-kind'
  | 'probability-out-of-bounds'
  | 'quantiles-invalid'
  | 'prediction-replaced';

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

function valueRefusal(value: PredictionValue, { kind }: QuestionDefinition): PredictionRefusal | null {
  if ('probability' in value) {
    const { min, max } = probabilityBounds;
    if (kind !== 'binary') return 'prediction-kind';
    return value.probability >= min && value.probability <= max ? null : 'probability-out-of-bounds';
  }
  if (kind !== 'numeric') return 'prediction-kind';
  return areAscending(value.quantiles) ? null : 'quantiles-invalid';
}

/** Levels rise strictly within (0, 1), values never fall. */
function areAscending(quantiles: readonly { level: number; value: number }[]): boolean {
  return quantiles.every((each, index) => {
    const before = quantiles[index - 1] ?? { level: 0, value: -Number.MAX_VALUE };
    const rises = before.level < each.level && each.level < 1 && before.value <= each.value;
    return rises && Number.isFinite(each.value);
  });
}
