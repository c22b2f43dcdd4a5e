import { verdictText } from '../verdict.ts';
import type { Outcome } from '../records/questions.ts';
import type { VerdictGiven, VerdictSettled } from '../records/verdicts.ts';
import type { Delivered, Rows } from '../rows.ts';
import { resolve } from './resolutions.ts';
import { alarms, placeKey, questions, verdicts } from './tables.ts';
import type { QuestionRow, Reading, StandingVerdict } from './tables.ts';

/**
 * A verdict counts iff it decides the definition that stands, and has read no less than the accepted one in world
 * and engine, and more in one. An equal reading that says something else is an alarm.
 */
export function give(rows: Rows, record: Delivered, given: VerdictGiven): void {
  const question = rows.get(questions, given.questionId);
  if (!question || question.definitionOffset !== given.definitionOffset) return;
  const reading = { world: given.worldOffset, engine: given.engineVersion };
  const accepted = sameDefinition(question);
  if (accepted && isSame(accepted, reading)) {
    if (!saysSame(accepted.verdict, given.verdict)) raise(rows, record, given.questionId);
    return;
  }
  if (accepted && !isLater(reading, accepted)) return;
  const verdict: StandingVerdict = {
    ...reading,
    definition: given.definitionOffset,
    verdict: given.verdict,
    certificateHash: given.certificateHash,
    offset: record.position.offset,
    at: record.logTime,
  };
  const { questionId } = question;
  rows.put(verdicts, placeKey(questionId, verdict.offset), {
    ...verdict,
    questionId,
    certificate: given.certificate ?? null,
  });
  rows.put(questions, questionId, afterVerdict(rows, record, { ...question, verdict }));
}

/** The engine's value has stood long enough, or its time is up. */
export function settle(rows: Rows, record: Delivered, given: VerdictSettled): void {
  const question = rows.get(questions, given.questionId);
  if (!question || question.definitionOffset !== given.definitionOffset) return;
  const settled = { world: given.worldOffset, engine: given.engineVersion };
  if (question.settled && !isLater(settled, question.settled)) return;
  rows.put(questions, given.questionId, afterSettling(rows, record, { ...question, settled }, given));
}

/** What a new verdict does to a resolution that stands. */
function afterVerdict(rows: Rows, record: Delivered, question: QuestionRow): QuestionRow {
  const { resolution, verdict, definition, status } = question;
  const bound = status === 'resolved' && resolution?.by === 'engine' && definition.afterSettle !== 'frozen';
  if (!verdict || !bound) return question;
  const found = decisionOf(verdict.verdict);
  if (found && agrees(question, found)) return { ...question, contest: null };
  if (found && definition.afterSettle === 'follow') {
    return resolve(rows, record, { question, ...found, by: 'engine', provisional: true, cause: 'followed' });
  }
  return contested(question, verdict);
}

function contested(question: QuestionRow, verdict: StandingVerdict): QuestionRow {
  if (question.confirmed && saysAgain(question.confirmed, verdict.verdict)) return question;
  const { world, engine, offset, at } = verdict;
  return { ...question, contest: { world, engine, offset, at, verdict: verdict.verdict } };
}

function saysAgain(
  confirmed: NonNullable<QuestionRow['confirmed']>,
  { value, decidedAt }: VerdictGiven['verdict'],
): boolean {
  return verdictText(confirmed.value) === verdictText(value) && confirmed.decidedAt === decidedAt;
}

function afterSettling(
  rows: Rows,
  record: Delivered,
  question: QuestionRow,
  given: VerdictSettled,
): QuestionRow {
  const { resolution, status, definition } = question;
  if (status === 'annulled' || resolution?.by === 'human') return question;
  const found = decisionOf(given);
  if (!found) return resolution ? question : undecided(record, question, given);
  if (resolution && agrees(question, found)) {
    return { ...question, resolution: { ...resolution, provisional: false } };
  }
  if (resolution && definition.afterSettle !== 'follow') return question;
  return resolve(rows, record, { question, ...found, by: 'engine', provisional: false, cause: 'settled' });
}

function undecided(record: Delivered, question: QuestionRow, { reason }: VerdictSettled): QuestionRow {
  return { ...question, undecided: { reason: reason ?? 'undecided', at: record.logTime } };
}

interface Decision {
  readonly outcome: Outcome;
  readonly decidedAt: number;
}

function decisionOf({ value, decidedAt }: Pick<VerdictSettled, 'value' | 'decidedAt'>): Decision | undefined {
  if (value === 'open' || value === 'indeterminate' || decidedAt === null) return undefined;
  return { outcome: value, decidedAt };
}

function agrees({ resolution }: QuestionRow, { outcome, decidedAt }: Decision): boolean {
  return (
    resolution !== null &&
    verdictText(resolution.outcome) === verdictText(outcome) &&
    resolution.decidedAt === decidedAt
  );
}

/** A new definition starts anew: what was read for the old one binds nobody. */
function sameDefinition({ verdict, definitionOffset }: QuestionRow): StandingVerdict | null {
  return verdict?.definition === definitionOffset ? verdict : null;
}

function isSame(a: Reading, b: Reading): boolean {
  return a.world === b.world && a.engine === b.engine;
}

/** No less in either, and not the same. */
function isLater(next: Reading, before: Reading): boolean {
  return next.world >= before.world && next.engine >= before.engine && !isSame(next, before);
}

function saysSame(a: VerdictGiven['verdict'], b: VerdictGiven['verdict']): boolean {
  return JSON.stringify(comparable(a)) === JSON.stringify(comparable(b));
}

function comparable({ value, asKnown, decidedAt, doubts }: VerdictGiven['verdict']): unknown {
  return [verdictText(value), verdictText(asKnown), decidedAt, doubts];
}

function raise(rows: Rows, record: Delivered, questionId: string): void {
  const { offset } = record.position;
  rows.put(alarms, placeKey(questionId, offset), {
    questionId,
    code: 'nondeterminism',
    offset,
    at: record.logTime,
  });
}
