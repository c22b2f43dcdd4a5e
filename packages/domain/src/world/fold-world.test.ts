import { describe, expect, test } from 'vitest';
import { actors, counters, coverage, revisions, unreadable } from './tables.ts';
import type { Counter } from './tables.ts';
import { foldWorld, foldWorldFate } from './fold-world.ts';
import { idOf, other, overridden, report, retracted, rowsOf } from './testing/world-draft.ts';
import type { Draft } from './testing/world-draft.ts';

const DAY = '2025-08-06T20:00:00Z';
const meeting = { type: 'meeting.held', participants: ['USA', 'RUS'] };

function counted(drafts: readonly Draft[], counter: Counter): number {
  return rowsOf(drafts).get(counters, counter)?.count ?? 0;
}

describe('what is counted', () => {
  test.each<[Counter, Draft]>([
    ['unclassified', report('press#1', DAY, { ...meeting, type: 'comet.sighted' })],
    ['undated', report('press#1', DAY, { ...meeting, occurred: { from: '2025-02-30', precision: 'day' } })],
    ['ahead', report('press#1', DAY, { ...meeting, occurred: { from: '2025-08-15', precision: 'day' } })],
    ['mismatched-attributes', report('press#1', DAY, { ...meeting, attributes: { round: -3 } })],
    ['unknown-actors', report('press#1', DAY, { type: 'sanction.imposed', actor: null, target: 'RUS' })],
  ])('%s, as long as the report stands', (counter, draft) => {
    expect(counted([draft], counter)).toBe(1);
    expect(counted([draft, retracted('press#1', '2025-08-08T20:00:00Z', 1)], counter)).toBe(0);
  });
});

describe('coverage', () => {
  const read = (source: string, from: string, through: string, types?: string[]): Draft =>
    other('2025-08-10T12:00:00Z', {
      name: 'source-caught-up',
      data: { source, from, through, ...(types && { types }) },
    });
  const stretches = (...drafts: readonly Draft[]): readonly string[] =>
    [...rowsOf(drafts).all(coverage).values()].flatMap(({ source, type, stretches: all }) =>
      all.map(({ from, to }) => [source, type, ...[from, to].map(iso)].join(' ')),
    );
  const iso = (second: number): string => new Date(second * 1000).toISOString().slice(5, 13);

  test('a stretch within another one is left out, whichever came first', () => {
    const short = read('press', '2025-08-01T00:00:00Z', '2025-08-05T00:00:00Z');
    const long = read('press', '2025-08-01T00:00:00Z', '2025-08-09T00:00:00Z');
    const other_ = read('press', '2025-07-01T00:00:00Z', '2025-07-05T00:00:00Z');
    const expected = ['press * 07-01T00 07-05T00', 'press * 08-01T00 08-09T00'];
    expect(stretches(short, other_, long)).toEqual(expected);
    expect(stretches(long, short, other_)).toEqual(expected);
  });

  test('nothing is read that has not happened yet', () => {
    expect(stretches(read('press', '2025-08-01T00:00:00Z', '2025-09-01T00:00:00Z'))).toEqual([
      'press * 08-01T00 08-10T12',
    ]);
  });

  test('each type has its own', () => {
    const drafts = read('press', '2025-08-01T00:00:00Z', '2025-08-05T00:00:00Z', ['meeting', 'sanction']);
    expect(stretches(drafts)).toEqual([
      'press meeting 08-01T00 08-05T00',
      'press sanction 08-01T00 08-05T00',
    ]);
  });

  test('a source with a lag is read up to the record’s time less the lag', () => {
    const feed = other('2025-08-01T00:00:00Z', {
      name: 'source-registered',
      data: { source: 'feed', title: 'Feed', owner: 'feed', coverage: { mode: 'lag', lagSeconds: 7200 } },
    });
    const poll = other('2025-08-10T12:00:00Z', {
      name: 'source-read',
      data: { source: 'feed', from: '2025-08-01T00:00:00Z' },
    });
    expect(stretches(feed, poll)).toEqual(['feed * 08-01T00 08-10T10']);
  });

  test('what a source of another mode, or of no name, says is counted and left', () => {
    const drafts = [
      other(DAY, { name: 'source-read', data: { source: 'press', from: '2025-08-01T00:00:00Z' } }),
      read('nobody', '2025-08-01T00:00:00Z', '2025-08-05T00:00:00Z'),
    ];
    expect([stretches(...drafts), counted(drafts, 'misplaced')]).toEqual([[], 2]);
  });
});

describe('what cannot be read', () => {
  const broken = {
    position: { topic: 'world', partition: 0, offset: 500 },
    id: 'x',
    type: 'casus.world.comet-sighted.v1',
    key: 'k',
    data: null,
    logTime: 0,
  } as const;
  test('is no event, and its type is named', () => {
    expect(() => foldWorld(rowsOf([]), broken)).toThrow(`no type ${broken.type} is known here`);
  });

  test('is kept and counted while it is parked, once', () => {
    const rows = rowsOf([]);
    for (const fate of ['queued', 'parked'] as const) foldWorldFate(rows, broken, fate);
    expect(rows.get(counters, 'unreadable')?.count).toBe(1);
    foldWorldFate(rows, broken, { discardedBy: 'curator-1' });
    expect(rows.get(counters, 'unreadable')?.count).toBe(0);
    expect([...rows.all(unreadable).values()]).toMatchObject([{ offset: 500, discardedBy: 'curator-1' }]);
  });

  test('is nothing any more once it was folded after all', () => {
    const rows = rowsOf([]);
    for (const fate of ['parked', 'released'] as const) foldWorldFate(rows, broken, fate);
    expect([rows.get(counters, 'unreadable')?.count, rows.all(unreadable).size]).toEqual([0, 0]);
  });

  test('the headers of the log are nothing', () => {
    const rows = rowsOf([]);
    foldWorld(rows, { ...broken, type: 'casus.log.began.v1' });
    expect(rows.get(counters, 'unreadable')).toBeUndefined();
  });
});

test('every revision stays readable, the curator’s too', () => {
  const rows = rowsOf([
    report('press#1', DAY, meeting),
    report('press#1', '2025-08-07T20:00:00Z', { ...meeting, type: 'call.held' }, 1),
    overridden('press#1', '2025-08-08T20:00:00Z', { state: 'retracted' }),
    retracted('press#1', '2025-08-09T20:00:00Z', 2),
  ]);
  const kept = rows.list(revisions, idOf('press#1')).toSorted((a, b) => a.offset - b.offset);
  expect(kept.map(({ state, revision, content, by }) => [state, revision, content?.type, by])).toEqual([
    ['content', 0, 'meeting.held', null],
    ['content', 1, 'call.held', null],
    ['retracted', null, undefined, 'curator-1'],
    ['retracted', 2, undefined, null],
  ]);
});

test('affiliations are dated in UTC; without a date they reach to the ends of time', () => {
  const witkoff = rowsOf([]).get(actors, 'Steve Witkoff');
  expect(witkoff?.affiliations).toMatchObject([
    { of: 'USA', from: Date.parse('2025-01-20') / 1000, to: 8.64e12 },
  ]);
});
