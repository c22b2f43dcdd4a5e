import type { z } from 'zod';
import { secondOf } from '../dates/zone.ts';
import type { sourceCaughtUp, sourceRead } from '../records/coverage.ts';
import type { Delivered, Rows } from '../rows.ts';
import { count } from './counters.ts';
import { coverage, sources } from './tables.ts';
import type { SourceRow, Stretch } from './tables.ts';

/** Nothing after the record's own time has been read, whatever it says. */
export function foldSourceCaughtUp(
  rows: Rows,
  data: z.infer<typeof sourceCaughtUp>,
  record: Delivered,
): void {
  const through = secondOf(data.through) ?? -Infinity;
  const now = Math.floor(record.logTime / 1000);
  cover(rows, record, { ...data, mode: 'declared', through: () => Math.min(through, now) });
}

export function foldSourceRead(rows: Rows, data: z.infer<typeof sourceRead>, record: Delivered): void {
  cover(rows, record, { ...data, mode: 'lag', through: (source) => readThrough(source, record) });
}

function readThrough({ coverage: mode }: SourceRow, { logTime }: Delivered): number {
  return mode.mode === 'lag' ? Math.floor(logTime / 1000) - mode.lagSeconds : -Infinity;
}

interface Cover {
  readonly source: string;
  readonly from: string;
  readonly types: readonly string[];
  /** Only a source of this mode can say so; what another says is counted and left. */
  readonly mode: 'declared' | 'lag';
  readonly through: (source: SourceRow) => number;
}

function cover(rows: Rows, record: Delivered, { source, from, types, mode, through }: Cover): void {
  const speaker = rows.get(sources, source);
  if (speaker?.coverage.mode !== mode) return count(rows, 'misplaced', 1);
  const stretch: Stretch = {
    from: secondOf(from) ?? Infinity,
    to: through(speaker),
    recordId: record.id,
    offset: record.position.offset,
  };
  if (stretch.from >= stretch.to) return undefined;
  for (const type of new Set(types)) addStretch(rows, source, type, stretch);
  return undefined;
}

function addStretch(rows: Rows, source: string, type: string, stretch: Stretch): void {
  const key = `${source} ${type}`;
  const known = rows.get(coverage, key)?.stretches ?? [];
  if (known.some((each) => isInside(stretch, each))) return;
  const kept = known.filter((each) => !isInside(each, stretch));
  const stretches = [...kept, stretch].toSorted((a, b) => a.from - b.from);
  rows.put(coverage, key, { source, type, stretches });
}

function isInside(inner: Stretch, outer: Stretch): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}
