import type { SourceCoverageView } from '../shapes/coverage.ts';
import type { FoundSource } from '../store/sources.ts';
import { isoOfSecond } from '../times.ts';
import { worldPosition } from './event.ts';

export function sourceCoverageView({ source: row, coverage }: FoundSource): SourceCoverageView {
  const { source, title, owner, official, coverage: read } = row;
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
  };
}
