import type { ConditionDecided } from '../records/questions.ts';
import type { Delivered, Rows, Table } from '../rows.ts';
import { verdictText } from '../verdict.ts';
import { branchState } from './branch-state.ts';
import type { ParentState, QuestionState } from './branch-state.ts';
import { conditions, placeKey, questions, resolutions, standingKey, unconditional } from './tables.ts';
import type { QuestionRow, Resolution, ResolutionRow, UnconditionalRow } from './tables.ts';

/** Keeps where a parent stands, if nothing else has been said of it since, and what that makes of the question. */
export function decideCondition(rows: Rows, record: Delivered, given: ConditionDecided): void {
  const { questionId, parent, state, follows } = given;
  const before = rows.get(unconditional, questionId);
  const key = standingKey(questionId, parent);
  if (!before || !supposes(before.question, parent)) return;
  if ((rows.get(conditions, key)?.number ?? 0) !== follows) return;
  rows.put(conditions, key, {
    questionId,
    parent,
    state,
    outcome: given.outcome ?? null,
    resolution: given.resolution ?? null,
    number: follows + 1,
    at: record.logTime,
  });
  show(rows, record, before);
}

/**
 * Folds a record that decides about questions. A conditional one is folded as if it had no conditions, beside what
 * readers see: that follows from it and from where its parents stand.
 */
export function underConditions(rows: Rows, record: Delivered, fold: (rows: Rows) => void): void {
  const own: Own = { question: undefined, cause: undefined };
  fold(ownRows(rows, record.key, own));
  if (!own.question) return;
  const { questionId } = own.question;
  const before = rows.get(unconditional, questionId);
  show(rows, record, {
    question: own.question,
    cause: own.cause ?? before?.cause ?? null,
    shown: before?.shown ?? null,
    lastNumber: before?.lastNumber ?? 0,
  });
}

function supposes({ definition }: QuestionRow, parent: string): boolean {
  return (definition.conditions ?? []).some(({ questionId }) => questionId === parent);
}

/** What has been written of a question as if it had no conditions. */
interface Own {
  question: QuestionRow | undefined;
  cause: ResolutionRow['cause'] | undefined;
}

/** Rows in which a conditional question stands without its conditions; what is written of it goes to `own`. */
function ownRows(rows: Rows, questionId: string, own: Own): Rows {
  const is = (table: { readonly name: string }, other: { readonly name: string }): boolean =>
    table.name === other.name;
  return {
    list: (table, group) => rows.list(table, group),
    remove: (table, key) => rows.remove(table, key),
    get: <Row>(table: Table<Row>, key: string): Row | undefined => {
      const row = rows.get(table, key);
      if (row === undefined || !is(table, questions) || !isConditional(row)) return row;
      // a row of `questions` is what the other table keeps of the question
      return (rows.get(unconditional, key)?.question ?? row) as Row;
    },
    put: (table, key, row) => {
      const found = rows.get(questions, questionId);
      if (is(table, questions) && isConditional(row)) own.question = row;
      else if (is(table, resolutions) && isConditional(found)) own.cause = (row as ResolutionRow).cause;
      else rows.put(table, key, row);
    },
  };
}

function isConditional(row: unknown): row is QuestionRow {
  return (row as QuestionRow | undefined)?.definition.conditions !== undefined;
}

/** Writes the question as readers see it, and beside it as it stands without its conditions. */
function show(rows: Rows, record: Delivered, kept: UnconditionalRow): void {
  const { question } = kept;
  const { questionId } = question;
  const before = rows.get(questions, questionId) ?? null;
  const branch = branchState(parentsOf(rows, question), stateOf(question));
  const shown = shownOf(branch, kept);
  const isNew = shown !== null && shown !== kept.shown;
  const lastNumber = kept.lastNumber + (isNew ? 1 : 0);
  rows.put(unconditional, questionId, { ...kept, shown, lastNumber });
  if (shown === null)
    return rows.put(questions, questionId, unresolved(record, branch, { question, before }));
  const resolution = resolutionOf(record, { kept, shown, before, number: isNew ? lastNumber : null });
  if (isNew) {
    const cause = shown === 'failed' ? 'condition-failed' : (kept.cause ?? 'settled');
    rows.put(resolutions, placeKey(questionId, resolution.offset), { ...resolution, questionId, cause });
  }
  const annulled = { status: 'annulled', contest: null, undecided: null } as const;
  rows.put(questions, questionId, { ...question, ...(shown === 'failed' && annulled), resolution });
}

interface Showing {
  readonly kept: UnconditionalRow;
  readonly shown: number | 'failed';
  readonly before: QuestionRow | null;
  /** Of a resolution that is not seen yet. */
  readonly number: number | null;
}

function resolutionOf(record: Delivered, { kept, shown, before, number }: Showing): Resolution {
  const source = shown === 'failed' ? failed(record) : kept.question.resolution;
  if (!source) throw new Error('a question shows a resolution that it does not have');
  if (number !== null) return { ...source, number, offset: record.position.offset, at: record.logTime };
  return { ...(before?.resolution ?? source), provisional: source.provisional };
}

/** Which resolution is to be seen. */
function shownOf(branch: QuestionState<unknown>, { question }: UnconditionalRow): UnconditionalRow['shown'] {
  if (branch.status === 'annulled' && question.status !== 'annulled') return 'failed';
  const isSeen = branch.status !== 'open' && branch.status !== 'closed';
  return isSeen ? (question.resolution?.number ?? null) : null;
}

function unresolved(
  record: Delivered,
  { status }: QuestionState<unknown>,
  { question, before }: { question: QuestionRow; before: QuestionRow | null },
): QuestionRow {
  if (status === 'open' || question.status === 'closed' || question.undecided !== null) return question;
  const closedAt = before?.status === 'closed' ? before.closedAt : record.logTime;
  return { ...question, status: 'closed', closedAt, resolution: null, contest: null };
}

function failed({ logTime, position }: Delivered): Resolution {
  const decidedAt = Math.floor(logTime / 1000);
  const { offset } = position;
  return { outcome: 'void', decidedAt, by: 'engine', provisional: false, number: 1, offset, at: logTime };
}

function parentsOf(rows: Rows, { questionId, definition }: QuestionRow): readonly ParentState[] {
  return (definition.conditions ?? []).map((condition): ParentState => {
    const row = rows.get(conditions, standingKey(questionId, condition.questionId));
    if (row?.state !== 'resolved') return { status: row?.state ?? 'open' };
    const came = row.outcome !== null && verdictText(row.outcome) === verdictText(condition.outcome);
    return { status: 'resolved', asSupposed: came };
  });
}

function stateOf({ status, resolution, undecided }: QuestionRow): QuestionState<Resolution> {
  if (status === 'annulled') return { status };
  if (resolution?.outcome === 'void') return { status: 'ambiguous' };
  if (resolution) return { status: 'resolved', outcome: resolution };
  return { status: status === 'closed' || undecided !== null ? 'closed' : 'open' };
}
