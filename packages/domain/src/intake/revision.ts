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
  return canonical(last.content) === canonical(content) ? last.revision : last.revision + 1;
}

/** One text for one content, whatever the order of its fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
