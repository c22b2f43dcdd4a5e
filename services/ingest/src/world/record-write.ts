import { worldRecord } from '@casus/domain/records';
import type { WorldRecordInput } from '@casus/domain/records';
import { LogError, positionText } from '@casus/log';
import type { Position } from '@casus/log';
import { Problem } from '@casus/platform/http';
import type { TextRef } from '@casus/platform/accounts';
import { v5 } from 'uuid';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { withSizeProblem } from './with-size-problem.ts';

/** Where what was written stands. 201: readers see it. 202: recorded, readers will see it soon. */
export const recordReceipt = z.object({
  recordId: z.uuid(),
  position: z.string().describe('Such as `world/0@1042`'),
  repeated: z.boolean().describe('It stood in the log before this request'),
});

export type RecordReceipt = z.infer<typeof recordReceipt>;

/** Says whether readers see the position within two seconds. */
export async function seenStatus({ watch }: IngestContext, position: Position): Promise<201 | 202> {
  return (await watch.waitFor(position)) ? 201 : 202;
}

/** What one request writes under its write id. */
export interface Write {
  readonly id: string;
  readonly key: string;
  readonly record: WorldRecordInput;
}

/**
 * Appends a record under the id of the request, and waits for readers to see it.
 * @throws {Problem} `idempotency-key-reused`, `payload-too-large`
 */
export async function recordWrite(
  context: IngestContext,
  { id, key, record }: Write,
): Promise<{ readonly status: 201 | 202; readonly body: RecordReceipt }> {
  const append = { topic: 'world', key, records: [worldRecord(id, record)] } as const;
  const [appended] = await withSizeProblem(withReuseProblem(context.log.append(append)));
  if (!appended) throw new Error('the log took a record and gave no position');
  const { position, repeated } = appended;
  const status = await seenStatus(context, position);
  return { status, body: { recordId: id, position: positionText(position), repeated } };
}

/** Keeps the reason of a request, so that the same request again names the same text. */
export async function keepReason(
  { texts }: IngestContext,
  writeId: string,
  reason: string,
): Promise<TextRef> {
  return texts.put(reason, v5('reason', writeId));
}

async function withReuseProblem<Result>(appending: Promise<Result>): Promise<Result> {
  try {
    return await appending;
  } catch (error) {
    if (error instanceof LogError && error.code === 'id-conflict')
      throw new Problem('idempotency-key-reused', 'The key was used before for another request.', {
        cause: error,
      });
    throw error;
  }
}
