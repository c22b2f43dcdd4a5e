import { readQuestionRecord, readWorldRecord } from '@casus/domain/records';
import type { QuestionRecord, WorldRecord } from '@casus/domain/records';
import { z } from 'zod';
import { refuse } from '../refusal.ts';

/** A record as the log has it, with the log time that its place has. */
export const loggedRecord = z.strictObject({
  position: z.strictObject({
    topic: z.enum(['world', 'questions']),
    partition: z.int().min(0),
    offset: z.int().min(0),
  }),
  id: z.string(),
  type: z.string(),
  key: z.string(),
  /** Epoch milliseconds. */
  logTime: z.number(),
  data: z.unknown(),
});

export type LoggedRecord = z.infer<typeof loggedRecord>;

/** A record with what it says. */
export type Read<R> = R & {
  readonly id: string;
  readonly key: string;
  readonly offset: number;
  readonly logTime: number;
};

/** @throws {Refused} for a record of another topic or shape, two of one id or place, or a log time that steps back */
export function worldRecords(records: readonly LoggedRecord[]): readonly Read<WorldRecord>[] {
  return inOrder('world', records).map((record) => readAs(record, readWorldRecord(record)));
}

/** @throws {Refused} as {@link worldRecords} */
export function questionRecords(records: readonly LoggedRecord[]): readonly Read<QuestionRecord>[] {
  return inOrder('questions', records).map((record) => readAs(record, readQuestionRecord(record)));
}

function inOrder(topic: LoggedRecord['position']['topic'], records: readonly LoggedRecord[]): LoggedRecord[] {
  const sorted = records.toSorted((a, b) => a.position.offset - b.position.offset);
  if (new Set(records.map(({ id }) => id)).size < records.length) refuse('two records have one id');
  for (const [index, { position, logTime, id }] of sorted.entries()) {
    const before = sorted[index - 1];
    if (position.topic !== topic) refuse(`record ${id} is not of the topic ${topic}`);
    if (position.partition !== sorted[0]?.position.partition) refuse(`record ${id} is of another partition`);
    if (before?.position.offset === position.offset) refuse(`two records have the offset ${position.offset}`);
    if (before !== undefined && before.logTime > logTime) refuse(`the log time of record ${id} steps back`);
  }
  return sorted;
}

function readAs<R extends object>(record: LoggedRecord, read: R | 'header' | 'unreadable'): Read<R> {
  if (typeof read === 'string') return refuse(`record ${record.id} is ${read}`);
  return { ...read, id: record.id, key: record.key, offset: record.position.offset, logTime: record.logTime };
}
