import { v5 } from 'uuid';
import type { IngestContext } from '../context.ts';
import type { KnownReport } from './known-report.ts';
import { lastRevisions } from './last-revisions.ts';
import { reviseReport } from './revise-report.ts';
import type { Recorded } from './revise-report.ts';

/** What a source says as it takes a report back. */
export interface Retraction {
  readonly reason?: string | undefined;
  /** The source's own counter or time. */
  readonly revision?: number | undefined;
}

/**
 * Records that the source takes its report back; one that is taken back already stays as it is.
 * @throws {DomainError} `revision-taken`, `report-revised-meanwhile`
 */
export async function retractReport(
  context: IngestContext,
  { reportId, source, ref }: KnownReport,
  { reason: text, revision: own }: Retraction,
): Promise<Recorded> {
  const last = await lastRevisions(context.pool, [reportId]);
  const reason =
    text === undefined ? undefined : await context.texts.put(text, v5(`reason ${text}`, reportId));
  const said = { reportId, source, ref, content: null, own, ...(reason && { reason }) };
  return reviseReport(context, said, { last: last.get(reportId), atHead: false });
}
