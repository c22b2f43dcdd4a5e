import { canonicalJson } from '../canonical-json.ts';
import type { QuestionDefinition } from '../records/questions.ts';
import type { QuestionRecord } from '../records/registry.ts';
import type { Delivered, Rows } from '../rows.ts';
import { canComeTo, checkDefinition } from './definition.ts';
import { resolve } from './resolutions.ts';
import { questions, refusals } from './tables.ts';
import type { QuestionRow } from './tables.ts';

type Named<Name extends QuestionRecord['name']> = Extract<QuestionRecord, { name: Name }>;

/** A command on the lifecycle of a question. */
export type CommandRecord = Named<
  | 'question-amended'
  | 'question-closed'
  | 'question-resolved'
  | 'question-annulled'
  | 'resolution-confirmed'
  | 'coverage-source-retired'
>;

/** Why a command was refused; kept under the record's id, so that whoever sent it can be told. */
export type RefusalCode =
  | 'question-unknown'
  | 'question-exists'
  | 'definition-invalid'
  | 'conditions-fixed'
  | 'stale-revision'
  | 'question-not-open'
  | 'question-annulled'
  | 'evidence-missing'
  | 'outcome-kind'
  | 'not-contested'
  | 'source-not-covering';

function refuse(rows: Rows, record: Delivered, questionId: string, code: RefusalCode): void {
  rows.put(refusals, record.id, {
    questionId,
    code,
    offset: record.position.offset,
    at: record.logTime,
  });
}

export function open(rows: Rows, record: Delivered, { data }: Named<'question-opened'>): void {
  const { questionId, definition } = data;
  if (rows.get(questions, questionId)) return refuse(rows, record, questionId, 'question-exists');
  if (checkDefinition(definition).length > 0) {
    return refuse(rows, record, questionId, 'definition-invalid');
  }
  rows.put(questions, questionId, {
    questionId,
    status: 'open',
    revision: 1,
    definition,
    definitionOffset: record.position.offset,
    openedAt: record.logTime,
    closedAt: null,
    verdict: null,
    undecided: null,
    resolution: null,
    contest: null,
    confirmed: null,
    settled: null,
  });
}

/** Applies a command if it was made on the question as it stands, else notes the refusal. */
export function command(rows: Rows, record: Delivered, given: CommandRecord): void {
  const { questionId, expectedRevision } = given.data;
  const question = rows.get(questions, questionId);
  if (!question) return refuse(rows, record, questionId, 'question-unknown');
  if (question.revision !== expectedRevision) {
    return refuse(rows, record, questionId, 'stale-revision');
  }
  const next = apply(rows, record, { given, question });
  if (typeof next === 'string') return refuse(rows, record, questionId, next);
  rows.put(questions, questionId, { ...next, revision: question.revision + 1 });
}

interface Given {
  readonly given: CommandRecord;
  readonly question: QuestionRow;
}

function apply(rows: Rows, record: Delivered, { given, question }: Given): QuestionRow | RefusalCode {
  if (question.status === 'annulled') return 'question-annulled';
  switch (given.name) {
    case 'question-amended':
      return amend(record, question, given.data.definition);
    case 'question-closed':
      return question.status === 'open'
        ? { ...question, status: 'closed', closedAt: record.logTime }
        : 'question-not-open';
    case 'question-resolved':
      return resolveByHand(rows, record, { given, question });
    case 'question-annulled':
      return annul(rows, record, question);
    case 'resolution-confirmed':
      return confirm(question);
    case 'coverage-source-retired':
      return retire(record, question, given.data.source);
  }
}

function amend(
  record: Delivered,
  question: QuestionRow,
  definition: QuestionDefinition,
): QuestionRow | RefusalCode {
  if (question.status === 'resolved') return 'question-not-open';
  if (checkDefinition(definition).length > 0) return 'definition-invalid';
  const suppose = [definition, question.definition].map((each) => canonicalJson(each.conditions ?? null));
  if (suppose[0] !== suppose[1]) return 'conditions-fixed';
  return { ...question, definition, definitionOffset: record.position.offset, undecided: null };
}

function resolveByHand(
  rows: Rows,
  record: Delivered,
  { given, question }: { given: Named<'question-resolved'>; question: QuestionRow },
): QuestionRow | RefusalCode {
  const { outcome, decidedAt, evidence, reason } = given.data;
  if (evidence.length === 0) return 'evidence-missing';
  if (!canComeTo(question.definition, outcome)) return 'outcome-kind';
  return resolve(rows, record, {
    question,
    outcome,
    decidedAt: Math.floor(Date.parse(decidedAt) / 1000),
    by: 'human',
    provisional: false,
    cause: 'resolved-by-hand',
    reasonTextId: reason.textId,
  });
}

function annul(rows: Rows, record: Delivered, question: QuestionRow): QuestionRow {
  const voided = resolve(rows, record, {
    question,
    outcome: 'void',
    decidedAt: Math.floor(record.logTime / 1000),
    by: 'human',
    provisional: false,
    cause: 'annulled',
  });
  return { ...voided, status: 'annulled' };
}

function confirm(question: QuestionRow): QuestionRow | RefusalCode {
  if (question.contest === null) return 'not-contested';
  const { value, decidedAt } = question.contest.verdict;
  return { ...question, contest: null, confirmed: { value, decidedAt } };
}

function retire(record: Delivered, question: QuestionRow, source: string): QuestionRow | RefusalCode {
  const coverage = question.definition.coverage.filter((each) => each.source !== source);
  if (coverage.length === question.definition.coverage.length) return 'source-not-covering';
  return {
    ...question,
    definition: { ...question.definition, coverage },
    definitionOffset: record.position.offset,
  };
}
