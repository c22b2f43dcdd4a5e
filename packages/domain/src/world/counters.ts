import type { Rows } from '../rows.ts';
import { counters } from './tables.ts';
import type { Counter, ReportRow } from './tables.ts';

export function count(rows: Rows, counter: Counter, by: number): void {
  if (by === 0) return;
  const before = rows.get(counters, counter)?.count ?? 0;
  rows.put(counters, counter, { counter, count: before + by });
}

/** Counts what a report is now instead of what it was. */
export function recount(rows: Rows, before: ReportRow | undefined, after: ReportRow): void {
  const [was, is] = [tally(before), tally(after)];
  for (const counter of reportCounters) count(rows, counter, is[counter] - was[counter]);
}

const reportCounters = [
  'unclassified',
  'undated',
  'ahead',
  'mismatched-attributes',
  'unknown-actors',
] as const;

function tally(row: ReportRow | undefined): Record<(typeof reportCounters)[number], number> {
  const standing = row?.live === true ? row.standing : null;
  const isKept = (kept: string): number => (standing?.kept === kept ? 1 : 0);
  return {
    unclassified: isKept('unclassified'),
    undated: isKept('undated'),
    ahead: isKept('ahead'),
    'mismatched-attributes': standing?.mismatched.length ?? 0,
    'unknown-actors': standing?.kept === 'event' && !standing.symmetric && standing.actor === null ? 1 : 0,
  };
}
