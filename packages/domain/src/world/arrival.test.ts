import { test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { counters, events } from './tables.ts';
import { arbitraryPicks, arbitraryStreams, interleaved } from './testing/arbitrary-world.ts';
import { rowsOf } from './testing/world-draft.ts';
import type { Draft } from './testing/world-draft.ts';

/** Events without the offsets of their records, and what is counted. */
function world(drafts: readonly Draft[]): unknown {
  const rows = rowsOf(drafts);
  const told = [...rows.all(events).values()].map(({ reports, ...event }) => ({
    ...event,
    reports: reports.map(({ offset: _offset, ...reference }) => reference),
  }));
  const counted = [...rows.all(counters).values()].filter(({ count }) => count > 0);
  return {
    events: told.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1)),
    counted: Object.fromEntries(counted.map(({ counter, count }) => [counter, count])),
  };
}

test.prop([arbitraryStreams, arbitraryPicks, arbitraryPicks], { numRuns: 150 })(
  'the order in which reports arrive does not matter, but for their stamps',
  (streams, picks, otherPicks) => {
    expect(world(interleaved(streams, picks))).toEqual(world(interleaved(streams, otherPicks)));
  },
);

test.prop([arbitraryStreams, arbitraryPicks], { numRuns: 50 })(
  'each live report is told by one event at most, each event by one report at least',
  (streams, picks) => {
    const all = [...rowsOf(interleaved(streams, picks)).all(events).values()];
    const assertions = all.flatMap(({ reports }) => reports.filter(({ stance }) => stance === 'asserts'));
    expect(new Set(assertions.map(({ reportId }) => reportId)).size).toBe(assertions.length);
    expect(all.every(({ reports }) => reports.some(({ stance }) => stance === 'asserts'))).toBe(true);
    expect(all.every(({ interval }) => interval.from < interval.to)).toBe(true);
  },
);
