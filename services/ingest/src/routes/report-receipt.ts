import { positionText } from '@casus/log';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import type { Recorded } from '../reports/revise-report.ts';
import { recordReceipt, seenStatus } from '../world/record-write.ts';

/** What the sender of a report gets back. */
export const reportReceipt = recordReceipt.extend({
  reportId: z.uuid().describe('The same for each revision of the report'),
  revision: z.int().min(0),
});

export type ReportReceipt = z.infer<typeof reportReceipt>;

function receiptOf({ reportId, recordId, revision, position, repeated }: Recorded): ReportReceipt {
  return { reportId, recordId, revision, position: positionText(position), repeated };
}

/** 201 when readers see the revision, 202 when they will. */
export async function reportReply(
  context: IngestContext,
  recorded: Recorded,
): Promise<{ readonly status: 201 | 202; readonly body: ReportReceipt }> {
  return { status: await seenStatus(context, recorded.position), body: receiptOf(recorded) };
}
