import type { PredictionValue } from '../records/predictions.ts';
import type { ConditionDecided, Outcome, QuestionDefinition } from '../records/questions.ts';
import type { VerdictGiven } from '../records/verdicts.ts';
import type { Table } from '../rows.ts';

/**
 * Rows of the question fold, plain JSON. Times are log times in epoch milliseconds, but for `decidedAt`, which is
 * UTC seconds as the engine counts them. Offsets are of the question's partition.
 */

/** How far a verdict has read: the later one is no less in either and greater in one. */
export interface Reading {
  readonly world: number;
  readonly engine: number;
}

/** What the engine says now. */
export interface StandingVerdict extends Reading {
  readonly definition: number;
  readonly verdict: VerdictGiven['verdict'];
  readonly certificateHash: string;
  /** Of the record that says it. */
  readonly offset: number;
  readonly at: number;
}

/** The outcome that a question is scored by. */
export interface Resolution {
  readonly outcome: Outcome;
  readonly decidedAt: number;
  readonly by: 'engine' | 'human';
  /** True while a changed value that counts at once has not stood for the settling time. */
  readonly provisional: boolean;
  /** From 1; a re-resolution has the next number. */
  readonly number: number;
  readonly offset: number;
  readonly at: number;
  /** Text id of a human's reason. */
  readonly reasonTextId?: string;
}

/** A settled resolution that the engine has come to differ with. */
export interface Contest extends Reading {
  readonly verdict: VerdictGiven['verdict'];
  readonly offset: number;
  readonly at: number;
}

export interface QuestionRow {
  readonly questionId: string;
  /** `closed`: by hand, before its time; that closesAt has passed is for the reader to see. */
  readonly status: 'open' | 'closed' | 'resolved' | 'annulled';
  /** Counts accepted commands; what `expectedRevision` names. */
  readonly revision: number;
  readonly definition: QuestionDefinition;
  /** Offset of the record with the definition. */
  readonly definitionOffset: number;
  readonly openedAt: number;
  /** When somebody closed it by hand; null until then. */
  readonly closedAt: number | null;
  readonly verdict: StandingVerdict | null;
  /** Settled without an outcome: a human is asked. */
  readonly undecided: { readonly reason: string; readonly at: number } | null;
  readonly resolution: Resolution | null;
  readonly contest: Contest | null;
  /** What the engine said when a curator let the resolution stand: saying it again contests no more. */
  readonly confirmed: Pick<VerdictGiven['verdict'], 'value' | 'decidedAt'> | null;
  /** What the engine has settled last, with how far it had read. */
  readonly settled: Reading | null;
}

export interface PredictionRow {
  readonly questionId: string;
  readonly recordId: string;
  readonly forecaster: string;
  readonly role: 'forecaster' | 'baseline';
  readonly value: PredictionValue;
  readonly offset: number;
  readonly at: number;
  readonly status: 'standing' | 'replaced' | 'withdrawn' | 'late' | 'refused';
  /** Why it was refused. */
  readonly code: string | null;
  /** When it ceased to stand; null while it does, and for one that never stood. */
  readonly endedAt: number | null;
}

/** Which of a forecaster's predictions stands. */
export interface StandingRow {
  readonly questionId: string;
  readonly forecaster: string;
  readonly predictionKey: string;
  readonly recordId: string;
}

/** An accepted verdict, for the history. */
export interface VerdictRow extends StandingVerdict {
  readonly questionId: string;
  readonly certificate: VerdictGiven['certificate'] | null;
}

/** A resolution as it was made, for the history. */
export interface ResolutionRow extends Resolution {
  readonly questionId: string;
  /** Why there is another one than before. */
  readonly cause: 'settled' | 'followed' | 'resolved-by-hand' | 'annulled' | 'condition-failed';
}

/** Where a parent of a conditional question stands, as the question's own stream says. */
export interface ConditionRow {
  readonly questionId: string;
  readonly parent: string;
  readonly state: ConditionDecided['state'];
  /** Once the parent is resolved. */
  readonly outcome: Outcome | null;
  readonly resolution: { readonly number: number; readonly position: string } | null;
  /** Counts what has been said of this parent. */
  readonly number: number;
  readonly at: number;
}

/** A conditional question as it would stand without its conditions. */
export interface UnconditionalRow {
  readonly question: QuestionRow;
  /** Why it has the resolution that it has. */
  readonly cause: ResolutionRow['cause'] | null;
  /** Number of the resolution that readers see, by its own count; `failed`: void for its conditions. */
  readonly shown: number | 'failed' | null;
  /** Number of the last resolution that readers have seen, by theirs. */
  readonly lastNumber: number;
}

/** A command that the fold refused, by the id of its record. */
export interface RefusalRow {
  readonly questionId: string;
  readonly code: string;
  readonly offset: number;
  readonly at: number;
}

/** Something that must not happen. */
export interface AlarmRow {
  readonly questionId: string;
  readonly code: 'nondeterminism' | 'parked';
  readonly offset: number;
  readonly at: number;
}

const byQuestion = (row: { readonly questionId: string }): string => row.questionId;

/** Key: question id. */
export const questions: Table<QuestionRow> = { name: 'questions' };
/** Key: {@link placeKey}. */
export const predictions: Table<PredictionRow> = { name: 'predictions', group: byQuestion };
/** Key: {@link standingKey}. */
export const standing: Table<StandingRow> = { name: 'standing', group: byQuestion };
/** Key: {@link placeKey}. */
export const verdicts: Table<VerdictRow> = { name: 'verdicts', group: byQuestion };
/** Key: {@link placeKey}. */
export const resolutions: Table<ResolutionRow> = { name: 'resolutions', group: byQuestion };
/** Key: {@link standingKey} of question and parent. */
export const conditions: Table<ConditionRow> = { name: 'conditions', group: byQuestion };
/** Key: question id. */
export const unconditional: Table<UnconditionalRow> = { name: 'unconditional' };
/** Key: id of the refused record. */
export const refusals: Table<RefusalRow> = { name: 'refusals', group: byQuestion };
/** Key: {@link placeKey}. */
export const alarms: Table<AlarmRow> = { name: 'alarms' };

/** Key of a row made by the record at an offset; sorts as the offsets do. */
export function placeKey(questionId: string, offset: number): string {
  return `${questionId}/${String(offset).padStart(12, '0')}`;
}

export function standingKey(questionId: string, forecaster: string): string {
  return `${questionId}/${forecaster}`;
}
