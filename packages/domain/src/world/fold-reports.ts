import type { z } from 'zod';
import type { reportFiled, reportOverridden, reportRetracted } from '../records/reports.ts';
import type { Delivered, Rows } from '../rows.ts';
import { reviseReport } from './report-row.ts';
import { standingOf } from './standing.ts';
import type { RevisionRow } from './tables.ts';

export function foldReportFiled(rows: Rows, data: z.infer<typeof reportFiled>, record: Delivered): void {
  const { content, revision, source } = data;
  const standing = standingOf(rows, record, source, content);
  reviseReport(rows, { ...revisionOf(data, record), revision, state: 'content', content, standing });
}

export function foldReportRetracted(
  rows: Rows,
  data: z.infer<typeof reportRetracted>,
  record: Delivered,
): void {
  const { revision, reason } = data;
  const reasonTextId = reason?.textId ?? null;
  reviseReport(rows, { ...revisionOf(data, record), revision, state: 'retracted', reasonTextId });
}

export function foldReportOverridden(
  rows: Rows,
  data: z.infer<typeof reportOverridden>,
  record: Delivered,
): void {
  const { override, by, reason, source } = data;
  const word = { ...revisionOf(data, record), by, reasonTextId: reason.textId, state: override.state };
  if (override.state !== 'content') return reviseReport(rows, word);
  const { content } = override;
  return reviseReport(rows, { ...word, content, standing: standingOf(rows, record, source, content) });
}

interface Named {
  readonly reportId: string;
  readonly source: string;
  readonly ref: string;
}

function revisionOf({ reportId, source, ref }: Named, { id, position, logTime }: Delivered): RevisionRow {
  return {
    reportId,
    recordId: id,
    source,
    ref,
    revision: null,
    state: 'lifted',
    content: null,
    standing: null,
    by: null,
    reasonTextId: null,
    offset: position.offset,
    logTime,
  };
}
