import { eventIdOf } from '@casus/domain/identity';
import type { ReportRow, RevisionRow } from '@casus/domain/world';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';

export interface FoundReport {
  readonly report: ReportRow;
  /** Null for a report that is part of no event. */
  readonly eventId: string | null;
  /** Oldest first. */
  readonly revisions: readonly RevisionRow[];
}

export async function findReport(view: View, reportId: string): Promise<FoundReport | undefined> {
  const { rows } = await view.db.query<{ report: ReportRow; joined: string | null }>(
    `select report.data as report, joined.data ->> 'eventId' as joined
     from ${rowsOf(view, 'reports')} as report
     left join ${rowsOf(view, 'joins')} as joined on joined.key = report.data ->> 'node'
     where report.key = $1`,
    [reportId],
  );
  const [found] = rows;
  if (!found) return undefined;
  const { report, joined } = found;
  const own = report.node === null ? null : eventIdOf(report.node);
  return { report, eventId: joined ?? own, revisions: await revisionsOf(view, reportId) };
}

async function revisionsOf(view: View, reportId: string): Promise<readonly RevisionRow[]> {
  const { rows } = await view.db.query<{ revision: RevisionRow }>(
    `select data as revision from ${rowsOf(view, 'revisions')} as revision
     where report_id = $1 order by from_offset`,
    [reportId],
  );
  return rows.map(({ revision }) => revision);
}
