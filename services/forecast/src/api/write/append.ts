import { LogError, positionText } from '@casus/log';
import type { NewRecord, Position } from '@casus/log';
import { questionRecord } from '@casus/domain/records';
import type { QuestionRecordInput } from '@casus/domain/records';
import { DomainError } from '@casus/domain';
import { Problem } from '@casus/platform/http';
import { foldedAt } from '@casus/projection';
import type { AcknowledgedRecord } from '@casus/projection';
import type { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { titleOf } from '../problems.ts';
import type { pendingShape } from '../shapes/command.ts';
import { refusalOf } from '../store/refusals.ts';

const waitMs = 2_000;

/** A write under a request's id. */
export interface Write {
  readonly questionId: string;
  readonly writeId: string;
  readonly record: QuestionRecordInput;
}

export type Pending = {
  readonly status: 202;
  readonly body: z.infer<typeof pendingShape>;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * Appends, waits for the fold to decide, and answers with what was decided. The same write again gives the same.
 * @throws {DomainError} with the code that the fold refused it by
 * @throws {Problem} `idempotency-key-reused`, `payload-too-large`
 */
export async function appendAndDecide<Answer>(
  context: ApiContext,
  write: Write,
  decided: (position: Position) => Promise<Answer>,
): Promise<Pending | { readonly answer: Answer; readonly headers: Readonly<Record<string, string>> }> {
  const position = await append(context, write);
  const headers = { 'casus-position': positionText(position) };
  if (!(await context.watch.waitFor(position, waitMs))) {
    const detail = 'Recorded, and not decided yet: read with the header Casus-Position.';
    return { status: 202, body: { position: positionText(position), detail }, headers };
  }
  const refusal = await refusalOf(context.pool, write.writeId);
  if (refusal) throw new DomainError(refusal.code, `${titleOf(refusal.code)}.`);
  const [place = position] = await placesInTables(context, [{ id: write.writeId, position }]);
  return { answer: await decided(place), headers };
}

/** Where the tables know records that readers see, in the order given. */
export async function placesInTables(
  { log, pool }: ApiContext,
  records: readonly AcknowledgedRecord[],
): Promise<readonly Position[]> {
  return log.repeatsIds ? foldedAt(pool, records) : records.map(({ position }) => position);
}

async function append(context: ApiContext, { questionId, writeId, record }: Write): Promise<Position> {
  const [position] = await appendAll(context, questionId, [questionRecord(writeId, record)]);
  if (!position) throw new Error('the log answered for no record');
  return position;
}

/**
 * Appends records of one question, all or none.
 * @throws {Problem} `idempotency-key-reused`, `payload-too-large`
 */
export async function appendAll(
  { log }: ApiContext,
  questionId: string,
  records: readonly NewRecord[],
): Promise<readonly Position[]> {
  try {
    const appended = await log.append({ topic: 'questions', key: questionId, records });
    return appended.map(({ position }) => position);
  } catch (error) {
    throw problemOf(error);
  }
}

function problemOf(error: unknown): unknown {
  const code = error instanceof LogError ? error.code : undefined;
  if (code === 'id-conflict')
    return new Problem('idempotency-key-reused', 'The key was used before for another request.');
  if (code === 'record-too-large')
    return new Problem('payload-too-large', 'A record has at most 256 KiB.', { cause: error });
  return error;
}
