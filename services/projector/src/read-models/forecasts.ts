import { questions } from '@casus/domain/questions';
import type { QuestionRow } from '@casus/domain/questions';
import { questionType, readQuestionRecord } from '@casus/domain/records';
import type { Delivered, Rows, Table } from '@casus/domain/rows';
import { projectedTable } from '@casus/projection';
import type { Projection, Wish } from '@casus/projection';
import { inOrderOfLog, time } from './columns.ts';
import { crowdMembers, crowdSize, crowdSums, quickValues, sampledValues, takeMember } from './crowd/crowd.ts';
import { crowdOrder, rootKey } from './crowd/probability-order.ts';
import type { CrowdValue, CrowdValues } from './crowd/values.ts';

/** The crowd at one moment. */
export interface ForecastRow {
  readonly questionId: string;
  /** Forecasters with a standing prediction. */
  readonly n: number;
  /** Geometric mean of odds, 0–1, the default forecast; null where it is no one probability, or while nobody stands. */
  readonly probability: number | null;
  /** Of the mean of CDFs, the default of numbers and dates, in their unit. */
  readonly quartiles: CrowdValue['quartiles'];
  /**
   * By aggregate; none while nobody stands. Those that read the whole group are taken at most once a second of log
   * time where it is large, and say what stood at `sampledAt`. What takes other questions' scores is the reader's to
   * add.
   */
  readonly values: CrowdValues;
  readonly at: number;
  readonly offset: number;
  readonly sampledAt: number;
}

/** A question whose whole group is to be read at the partition's next record in a later second. */
interface PendingRow {
  readonly questionId: string;
  readonly since: number;
}

/** Key: question id. Its history are the steps of the forecast. */
const forecasts: Table<ForecastRow> = { name: 'forecasts' };
const everyQuestion = 'all';
/** A group of up to so many is read at each prediction: that costs no more than the sums do. */
const SMALL_GROUP = 100;
/** Key: question id. */
const crowdPending: Table<PendingRow> = { name: 'crowd_pending', group: () => everyQuestion };

const state = { history: false };

/** The consensus of each question by every aggregate, a step at each change. */
export const forecastsProjection: Projection = {
  name: 'forecasts',
  version: 3,
  topic: 'questions',
  tables: [
    projectedTable(forecasts, {
      columns: {
        n: { type: 'integer', of: ({ n }) => n },
        probability: { type: 'double precision', of: ({ probability }) => probability },
        at: { type: 'timestamptz', of: ({ at }) => time(at) },
      },
      indexes: [inOrderOfLog],
    }),
    projectedTable(crowdMembers, state),
    projectedTable(crowdSums, state),
    projectedTable(crowdOrder, state),
    projectedTable(crowdPending, state),
  ],
  fold: foldForecasts,
  prefetch: wishes,
};

const moving = [questionType('prediction-made'), questionType('prediction-withdrawn')];

function wishes({ key, type }: Delivered): readonly Wish[] {
  const pending: Wish = { table: crowdPending, group: everyQuestion };
  if (!moving.includes(type)) return [pending];
  const own = [forecasts, crowdSums].map((table): Wish => ({ table, key }));
  return [pending, ...own, { table: crowdOrder, key: rootKey(key) }];
}

function foldForecasts(rows: Rows, record: Delivered): void {
  if (moving.includes(record.type)) movedBy(rows, record);
  if (record.type === questionType('question-amended')) amendedBy(rows, record);
  for (const { questionId, since } of rows.list(crowdPending, everyQuestion)) {
    if (!isLaterSecond(record.logTime, since)) continue;
    const question = rows.get(questions, questionId);
    if (question) step(rows, record, question);
  }
}

function movedBy(rows: Rows, record: Delivered): void {
  const read = readQuestionRecord(record);
  const question = rows.get(questions, record.key);
  if (!question || typeof read === 'string' || !('forecaster' in read.data)) return;
  if (takeMember(rows, question.questionId, read.data.forecaster)) step(rows, record, question);
}

/** Another kind or range makes another forecast of the same predictions. */
function amendedBy(rows: Rows, { key: questionId, logTime: since }: Delivered): void {
  if (rows.get(forecasts, questionId)) rows.put(crowdPending, questionId, { questionId, since });
}

function step(rows: Rows, { logTime: at, position }: Delivered, question: QuestionRow): void {
  const { questionId } = question;
  const n = crowdSize(rows, question);
  const { sampled, sampledAt } = sample(rows, question, at);
  const values = { ...sampled, ...quickValues(rows, question) };
  rows.put(forecasts, questionId, {
    questionId,
    n,
    probability: values['geometric-mean-of-odds']?.probability ?? null,
    quartiles: values['mean-of-cdfs']?.quartiles ?? null,
    values,
    at,
    offset: position.offset,
    sampledAt,
  });
}

/** What the whole group says, or for now what it said before. */
function sample(
  rows: Rows,
  question: QuestionRow,
  at: number,
): { readonly sampled: CrowdValues; readonly sampledAt: number } {
  const { questionId } = question;
  const before = rows.get(forecasts, questionId);
  const isSmall = crowdSize(rows, question) <= SMALL_GROUP;
  if (before && !isSmall && !isLaterSecond(at, before.sampledAt)) {
    rows.put(crowdPending, questionId, { questionId, since: before.sampledAt });
    return { sampled: before.values, sampledAt: before.sampledAt };
  }
  if (isPending(rows, questionId)) rows.remove(crowdPending, questionId);
  return { sampled: sampledValues(rows, question), sampledAt: at };
}

/** By the list, which is at hand anyway. */
function isPending(rows: Rows, questionId: string): boolean {
  return rows.list(crowdPending, everyQuestion).some((pending) => pending.questionId === questionId);
}

function isLaterSecond(at: number, before: number): boolean {
  return Math.floor(at / 1000) > Math.floor(before / 1000);
}
