import type { Outcome } from '../records/questions.ts';
import type { Delivered, Rows } from '../rows.ts';
import { placeKey, resolutions } from './tables.ts';
import type { QuestionRow, Resolution, ResolutionRow } from './tables.ts';

export interface NewResolution {
  readonly question: QuestionRow;
  readonly outcome: Outcome;
  /** UTC seconds. */
  readonly decidedAt: number;
  readonly by: Resolution['by'];
  readonly provisional: boolean;
  readonly cause: ResolutionRow['cause'];
  readonly reasonTextId?: string;
}

/** The question with an outcome to be scored by; the one before stays in the history. */
export function resolve(rows: Rows, record: Delivered, given: NewResolution): QuestionRow {
  const { question, outcome, decidedAt, by, provisional, cause, reasonTextId } = given;
  const { offset } = record.position;
  const resolution: Resolution = {
    outcome,
    decidedAt,
    by,
    provisional,
    number: (question.resolution?.number ?? 0) + 1,
    offset,
    at: record.logTime,
    ...(reasonTextId !== undefined && { reasonTextId }),
  };
  const { questionId } = question;
  rows.put(resolutions, placeKey(questionId, offset), { ...resolution, questionId, cause });
  return { ...question, status: 'resolved', resolution, contest: null, undecided: null };
}
