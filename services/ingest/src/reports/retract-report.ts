import { v5 } from 'uuid';
import type { IngestContext } from '../context.ts';
import type { KnownReport } from './known-report.ts';
import { lastRevisions } from './last-revisions.ts';
import { reviseReport } from './revise-report.ts';
import type { Recorded } from './revise-report.ts';

/**
 * Records that the source takes its report back; one that is taken back already stays as it is.
 * @throws {DomainError} `report-revised-meanwhile`
 */
export async function retractReport(
  context: IngestContext,
  { reportId, source, ref }: KnownReport,
  reasonText: string | undefined,
): Promise<Recorded> {
  const last = await lastRevisions(context.pool, [reportId]);
  const reason =
    reasonText === undefined
      ? undefined
      : await context.texts.put(reasonText, v5(`reason ${reasonText}`, reportId));
  const said = { reportId, source, ref, content: null, own: undefined, ...(reason && { reason }) };
  return reviseReport(context, said, { last: last.get(reportId), atHead: false });
}
