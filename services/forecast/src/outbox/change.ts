import type { Topic } from '@casus/log';

/** Kinds of rows that facts are made of, in the order in which facts of one record are told. */
export const eventKinds = ['event', 'event-gone'] as const;
export const questionKinds = [
  'question',
  'verdict',
  'resolution',
  'prediction',
  'forecast',
  'score',
] as const;

export type ChangeKind = (typeof eventKinds)[number] | (typeof questionKinds)[number];

/** What is told only once the crowd of the question is revealed. */
export const revealedKinds: ReadonlySet<ChangeKind> = new Set(['prediction', 'forecast', 'score']);

/** A version of a row of the read schema, as the record at an offset made it. */
export interface Change {
  readonly kind: ChangeKind;
  /** Of the row. */
  readonly key: string;
  readonly topic: Topic;
  readonly partition: number;
  readonly offset: number;
  /** Log time of the record, epoch milliseconds. */
  readonly logTime: number;
  /** Of a row of `questions`; null in `world`. */
  readonly questionId: string | null;
  /** From when on the question's crowd is shown, by the definition that stood then; epoch milliseconds. */
  readonly revealAt: number | null;
  readonly row: unknown;
  /** The version before, of a question. */
  readonly before: unknown;
  /** Of an event: what their sources call its reports, by report id. */
  readonly refs: Readonly<Record<string, string>>;
}
