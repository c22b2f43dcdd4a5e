import type { z } from 'zod';
import type { eventRuled, eventsLinked, eventsUnlinked } from '../records/events.ts';
import type { Delivered, Rows } from '../rows.ts';
import { namedReport, putReport } from './report-row.ts';
import { reviseEvents } from './revise-events.ts';
import { links, reports } from './tables.ts';
import type { ReportRow } from './tables.ts';

/** Links hold for reports that come later, too. */
export function foldEventsLinked(rows: Rows, data: z.infer<typeof eventsLinked>, record: Delivered): void {
  const reportIds = [...new Set(data.reportIds)].toSorted();
  reviseEvents(rows, reportIds, () => {
    rows.put(links, record.id, { reportIds, by: data.by, offset: record.position.offset });
    for (const reportId of reportIds) {
      const row = reportOf(rows, reportId);
      putReport(rows, { ...row, links: [...row.links, record.id] });
    }
  });
}

/** A report set apart leaves every link it is in; a later link joins it again, its link key alone does not. */
export function foldEventsUnlinked(rows: Rows, data: z.infer<typeof eventsUnlinked>): void {
  const reportIds = [...new Set(data.reportIds)];
  reviseEvents(rows, reportIds, () => {
    for (const reportId of reportIds) {
      const row = reportOf(rows, reportId);
      for (const linkId of row.links) leaveLink(rows, linkId, reportId);
      putReport(rows, { ...row, apart: true, links: [] });
    }
  });
}

export function foldEventRuled(rows: Rows, data: z.infer<typeof eventRuled>, record: Delivered): void {
  const { reportId, ruling: value } = data;
  reviseEvents(rows, [reportId], () => {
    putReport(rows, { ...reportOf(rows, reportId), ruling: { value, offset: record.position.offset } });
  });
}

function reportOf(rows: Rows, reportId: string): ReportRow {
  return rows.get(reports, reportId) ?? namedReport(reportId);
}

function leaveLink(rows: Rows, linkId: string, reportId: string): void {
  const link = rows.get(links, linkId);
  if (link === undefined) return;
  rows.put(links, linkId, { ...link, reportIds: link.reportIds.filter((each) => each !== reportId) });
}
