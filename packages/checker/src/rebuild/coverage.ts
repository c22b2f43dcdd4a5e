import type { WorldRecord } from '@casus/domain/records';
import { within } from '../decide/match.ts';
import { common, complement, never, union } from '../decide/seconds.ts';
import type { Seconds } from '../decide/seconds.ts';
import { instantOf } from './dates.ts';
import type { Read } from './records.ts';
import { emptyRegisters } from './registers.ts';
import type { SourceEntry } from './registers.ts';

/** A stretch that a source has read completely for a type with its subtypes, and the record that says so. */
export interface ReadStretch {
  readonly source: string;
  readonly type: string;
  readonly from: number;
  readonly to: number;
  readonly recordId: string;
  readonly offset: number;
}

export interface CoverageSource {
  readonly source: string;
  readonly types?: readonly string[] | undefined;
}

/** What the records given say has been read; only a source whose register entry says how it reads can say so. */
export function readIn(records: readonly Read<WorldRecord>[]): readonly ReadStretch[] {
  const { sources } = emptyRegisters();
  const found: ReadStretch[] = [];
  for (const record of records) {
    if (record.name === 'source-registered') sources.set(record.data.source, record.data);
    if (record.name !== 'source-caught-up' && record.name !== 'source-read') continue;
    const { source, from, types } = record.data;
    const to = throughOf(record, sources.get(source)?.coverage);
    const start = instantOf(from) ?? Infinity;
    const { id: recordId, offset } = record;
    if (start < to) found.push(...types.map((type) => ({ source, type, from: start, to, recordId, offset })));
  }
  return found;
}

type ReadRecord = Extract<Read<WorldRecord>, { name: 'source-caught-up' | 'source-read' }>;

/** How far it has been read; nothing after the record's own time, whatever it says. */
function throughOf(record: ReadRecord, mode: SourceEntry['coverage'] | undefined): number {
  const now = Math.floor(record.logTime / 1000);
  if (record.name === 'source-read') return mode?.mode === 'lag' ? now - mode.lagSeconds : -Infinity;
  return mode?.mode === 'declared' ? Math.min(now, instantOf(record.data.through) ?? -Infinity) : -Infinity;
}

/** Seconds at which nothing of a type can be unread: each source that is there for it has read them. */
export function coveredFor(
  type: string,
  sources: readonly CoverageSource[],
  read: readonly ReadStretch[],
): Seconds {
  const everywhere = complement(never);
  const isWhole = ({ types = ['*'] }: CoverageSource): boolean => types.some((each) => within(type, each));
  if (!sources.some(isWhole)) return never;
  return sources
    .map((each) => {
      const scopes = isWhole(each) ? [type] : (each.types ?? []).filter((scope) => within(scope, type));
      const own = read.filter(({ source }) => source === each.source);
      return scopes
        .map((scope) => union(own.filter((stretch) => within(scope, stretch.type))))
        .reduce(common, everywhere);
    })
    .reduce(common, everywhere);
}
