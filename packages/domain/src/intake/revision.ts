import { canonicalJson } from '../canonical-json.ts';
import { recordIdOf } from '../identity.ts';
import type { ReportContent } from '../records/reports.ts';

/** The last revision that a source has sent of a report. */
export interface LastRevision {
  readonly revision: number;
  /** What it said; null when it took the report back. */
  readonly content: ReportContent | null;
}

export interface Revision {
  readonly revision: number;
  /** The same content again has the id that it had. */
  readonly recordId: string;
}

/**
 * The revision of new content: the source's own where it counts, else the last one's when that said the same, else
 * one more; so A, B, A again are three.
 */
export function revisionOf(
  reportId: string,
  content: ReportContent | null,
  { own, last }: { readonly own?: number | undefined; readonly last?: LastRevision | undefined },
): Revision {
  const revision = own ?? nextRevision(content, last);
  return { revision, recordId: recordIdOf(reportId, revision) };
}

function nextRevision(content: ReportContent | null, last: LastRevision | undefined): number {
  if (last === undefined) return 0;
  return canonicalJson(last.content) === canonicalJson(content) ? last.revision : last.revision + 1;
}
