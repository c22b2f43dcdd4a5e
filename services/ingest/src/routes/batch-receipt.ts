import { positionText } from '@casus/log';
import type { Position } from '@casus/log';
import { problemSchema } from '@casus/platform/http';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import type { RefusedRow } from '../reports/file-batch.ts';
import type { RecordedRow } from '../reports/file-rows.ts';
import type { TriedRow } from '../reports/try-rows.ts';
import { seenStatus } from '../world/record-write.ts';
import { reportReceipt } from './report-receipt.ts';

const row = z.int().min(0).describe('Place in the batch, from 0');
const done = {
  row,
  reportId: reportReceipt.shape.reportId,
  recordId: z.uuid(),
  revision: reportReceipt.shape.revision,
  position: z.string().nullable().describe('Null in a dry run'),
};

const rowSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('recorded'), ...done }),
  z.object({ status: z.literal('repeated'), ...done }),
  z.object({ status: z.literal('refused'), row, errors: problemSchema.shape.errors.unwrap() }),
]);

type RowReceipt = z.infer<typeof rowSchema>;

/** The result of each row, in the order of the batch. */
export const batchReceipt = z.object({
  dryRun: z.boolean(),
  recorded: z.int(),
  repeated: z.int(),
  refused: z.int(),
  rows: z.array(rowSchema),
});

export function rowResult(result: RecordedRow | TriedRow | RefusedRow): RowReceipt {
  if ('errors' in result) return { status: 'refused', row: result.row, errors: [...result.errors] };
  const { reportId, recordId, revision, repeated } = 'recorded' in result ? result.recorded : result.would;
  const position = 'recorded' in result ? positionText(result.recorded.position) : null;
  const status = repeated ? 'repeated' : 'recorded';
  return { status, row: result.row, reportId, recordId, revision, position };
}

export function summaryOf(rows: readonly RowReceipt[]): Omit<z.infer<typeof batchReceipt>, 'dryRun'> {
  const count = (status: RowReceipt['status']): number =>
    rows.filter((each) => each.status === status).length;
  return {
    recorded: count('recorded'),
    repeated: count('repeated'),
    refused: count('refused'),
    rows: rows.toSorted((a, b) => a.row - b.row),
  };
}

/** 200 when nothing stands in the log, 201 when readers see all that does, else 202. */
export async function batchStatus(
  context: IngestContext,
  rows: readonly (RecordedRow | TriedRow | RefusedRow)[],
): Promise<200 | 201 | 202> {
  const positions = rows.flatMap((each) => ('recorded' in each ? [each.recorded.position] : []));
  const last = positions.reduce<Position | undefined>(
    (latest, each) => (latest && latest.offset > each.offset ? latest : each),
    undefined,
  );
  return last ? seenStatus(context, last) : 200;
}
