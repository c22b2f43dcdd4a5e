import type { SourceCoverageView } from '../shapes/coverage.ts';
import type { FoundSource } from '../store/sources.ts';
import { isoOfSecond, isoOrNull } from '../times.ts';
import { worldPosition } from './event.ts';

/** @param moment what the answer shows, epoch milliseconds */
export function sourceCoverageView(
  { source: row, coverage, lastReport }: FoundSource,
  moment: number,
): SourceCoverageView {
  const { source, title, owner, official, coverage: read } = row;
  const ends = coverage.flatMap(({ stretches }) => stretches.map(({ to }) => to * 1000));
  const readThrough = ends.length > 0 ? Math.max(...ends) : null;
  return {
    source,
    title,
    owner,
    official: [...official],
    mode: read.mode,
    lagSeconds: read.mode === 'lag' ? read.lagSeconds : null,
    stretches: coverage.flatMap(({ type, stretches }) =>
      stretches.map(({ from, to, offset }) => ({
        type,
        from: isoOfSecond(from),
        through: isoOfSecond(to),
        position: worldPosition(offset),
      })),
    ),
    readThrough: isoOrNull(readThrough),
    behindSeconds: secondsSince(readThrough, moment),
    lastReportAt: isoOrNull(lastReport),
    silentSeconds: secondsSince(lastReport, moment),
  };
}

function secondsSince(time: number | null, moment: number): number | null {
  return time === null ? null : Math.max(0, (moment - time) / 1000);
}
