import type { RevisionRow } from '@casus/domain/world';
import type { ReportView } from '../shapes/report.ts';
import type { FoundReport } from '../store/reports.ts';
import { isoOf, isoOrNull } from '../times.ts';
import { worldPosition } from './event.ts';

/** Ids of the texts that a report names. */
export function textIdsOf({ revisions }: FoundReport): readonly string[] {
  return revisions.flatMap(({ reasonTextId, content }) =>
    [reasonTextId, content?.quotation?.textId].filter((id) => typeof id === 'string'),
  );
}

/** `texts` are those that still exist, by id. */
export function reportView(found: FoundReport, texts: ReadonlyMap<string, string>): ReportView {
  const { report, eventId, revisions } = found;
  const standing = revisions.find(({ recordId }) => recordId === report.standing?.recordId);
  const quotation = standing?.content?.quotation;
  return {
    reportId: report.reportId,
    source: report.source,
    ref: report.ref,
    live: report.live,
    kept: report.standing?.kept ?? null,
    eventId,
    quotation: quotation ? (texts.get(quotation.textId) ?? null) : null,
    firstReportedAt: isoOrNull(report.firstLogTime),
    revisions: revisions.map((revision) => revisionView(revision, texts)),
  };
}

function revisionView(row: RevisionRow, texts: ReadonlyMap<string, string>): ReportView['revisions'][number] {
  const { recordId, revision, state, content, by, reasonTextId, logTime, offset } = row;
  return {
    recordId,
    revision,
    state,
    content,
    by,
    reason: reasonTextId === null ? null : (texts.get(reasonTextId) ?? null),
    recordedAt: isoOf(logTime),
    position: worldPosition(offset),
  };
}
