import type { Rows } from '../rows.ts';
import { recount } from './counters.ts';
import { reviseEvents } from './revise-events.ts';
import { reports, revisions } from './tables.ts';
import type { ReportRow, RevisionRow, Standing } from './tables.ts';

/** A report as long as records only name it. */
export function namedReport(reportId: string): ReportRow {
  return {
    reportId,
    source: null,
    ref: null,
    standing: null,
    live: false,
    firstLogTime: null,
    node: null,
    apart: false,
    links: [],
    deniedBy: [],
    ruling: null,
  };
}

/** Adds a revision of a report, and derives anew the events that it bears on. */
export function reviseReport(rows: Rows, revision: RevisionRow): void {
  const { reportId } = revision;
  rows.put(revisions, revision.recordId, revision);
  const before = rows.get(reports, reportId);
  const after = withRevisions(before ?? namedReport(reportId), rows.list(revisions, reportId));
  const was = deniedIn(before);
  const is = deniedIn(after);
  const named = [reportId, was, is].filter((each) => each !== null);
  reviseEvents(rows, named, () => {
    rows.put(reports, reportId, after);
    recount(rows, before, after);
    if (was === is) return;
    if (was !== null) nameDenial(rows, was, (ids) => ids.filter((id) => id !== reportId));
    if (is !== null) nameDenial(rows, is, (ids) => [...ids, reportId].toSorted());
  });
}

/** Puts a report row whose links or ruling changed; its place in the graph follows. */
export function putReport(rows: Rows, row: ReportRow): void {
  rows.put(reports, row.reportId, placed(row));
}

/**
 * A curator's word outranks the source until it is lifted; among the source's own revisions the highest counts.
 * A report that is taken back keeps what it said last.
 */
function withRevisions(row: ReportRow, all: readonly RevisionRow[]): ReportRow {
  const bySource = all.filter(({ revision }) => revision !== null).toSorted(byRevision);
  const word = all
    .filter(({ revision }) => revision === null)
    .toSorted(byOffset)
    .at(-1);
  const counting = word !== undefined && word.state !== 'lifted' ? word : bySource.at(-1);
  const said = [...bySource, ...(counting ? [counting] : [])].findLast(({ standing }) => standing !== null);
  return placed({
    ...row,
    ...namesOf(all),
    standing: said?.standing ?? null,
    live: counting?.state === 'content',
    firstLogTime: Math.min(...all.map(({ logTime }) => logTime)),
  });
}

function namesOf([first]: readonly RevisionRow[]): Pick<ReportRow, 'source' | 'ref'> {
  return { source: first?.source ?? null, ref: first?.ref ?? null };
}

function byRevision(a: RevisionRow, b: RevisionRow): number {
  return (a.revision ?? 0) - (b.revision ?? 0) || byOffset(a, b);
}

function byOffset(a: RevisionRow, b: RevisionRow): number {
  return a.offset - b.offset;
}

function placed(row: ReportRow): ReportRow {
  return { ...row, node: nodeOf(row) };
}

/** What is coarser than a day, was set apart, or denies a report by its id stands alone, or nowhere. */
function nodeOf({ reportId, standing, apart, links }: ReportRow): string | null {
  if (standing === null || standing.kept !== 'event') return null;
  if (deniedBy(standing) !== null) return links.length > 0 ? `report ${reportId}` : null;
  return apart || standing.linkKey === null ? `report ${reportId}` : standing.linkKey;
}

/** The report that a live denial names, else null: it disputes that one's event, whatever its own link key. */
function deniedIn(row: ReportRow | undefined): string | null {
  return row?.live === true && row.standing?.kept === 'event' ? deniedBy(row.standing) : null;
}

function deniedBy({ stance, of }: Standing): string | null {
  return stance === 'denies' ? of : null;
}

function nameDenial(
  rows: Rows,
  reportId: string,
  change: (ids: readonly string[]) => readonly string[],
): void {
  const row = rows.get(reports, reportId) ?? namedReport(reportId);
  rows.put(reports, reportId, { ...row, deniedBy: change(row.deniedBy) });
}
