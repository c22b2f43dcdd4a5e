import { describe, expect, test } from 'vitest';
import type { EventRow } from './tables.ts';
import { eventsOf, idOf, linked, overridden, report, retracted, unlinked } from './testing/world-draft.ts';

const MEETING = { type: 'meeting.held', participants: ['USA', 'RUS'] };
const iso = (second: number): string => new Date(second * 1000).toISOString().replace('.000Z', 'Z');
const spans = (events: readonly EventRow[]): readonly string[] =>
  events.map(({ interval }) => `${iso(interval.from)}/${iso(interval.to)}`);
/** How many reports each event has, fewest first. */
const counts = (events: readonly EventRow[]): readonly number[] =>
  events.map(({ reports }) => reports.length).toSorted((a, b) => a - b);

describe('link keys', () => {
  test.each([
    [
      'two sources of one meeting on one written day',
      report('press#1', '2025-08-06T20:00:00Z', MEETING),
      report('kremlin#1', '2025-08-06T20:00:00Z', MEETING),
      1,
    ],
    [
      'participants in another order',
      report('press#1', '2025-08-06T20:00:00Z', MEETING),
      report('press#2', '2025-08-06T20:00:00Z', { ...MEETING, participants: ['RUS', 'USA'] }),
      1,
    ],
    [
      'mirror rows, coded from both sides',
      report('icews18#1', '2025-08-06T20:00:00Z', { type: 'meeting.held', actor: 'USA', target: 'RUS' }),
      report('icews18#2', '2025-08-06T20:00:00Z', { type: 'meeting.held', actor: 'RUS', target: 'USA' }),
      1,
    ],
    [
      'another day',
      report('press#1', '2025-08-06T20:00:00Z', MEETING),
      report('press#2', '2025-08-07T20:00:00Z', MEETING),
      2,
    ],
    [
      'a timed report whose local date is the day',
      report('press#1', '2025-08-06T20:00:00Z', MEETING),
      report('press#2', '2025-08-07T03:30:00Z', {
        ...MEETING,
        occurred: { from: '2025-08-07T01:00:00Z', precision: 'minute' },
      }),
      1,
    ],
    [
      'the other direction of an act',
      report('press#1', '2025-08-06T20:00:00Z', { type: 'sanction.imposed', actor: 'USA', target: 'RUS' }),
      report('press#2', '2025-08-06T20:00:00Z', { type: 'sanction.imposed', actor: 'RUS', target: 'USA' }),
      2,
    ],
    [
      'another programme',
      report('press#1', '2025-08-06T20:00:00Z', {
        type: 'sanction.imposed',
        actor: 'USA',
        target: 'RUS',
        attributes: { programme: 'CYBER2' },
      }),
      report('press#2', '2025-08-06T20:00:00Z', {
        type: 'sanction.imposed',
        actor: 'USA',
        target: 'RUS',
        attributes: { programme: 'RUSSIA-EO14024' },
      }),
      2,
    ],
    [
      'the same month, which names no day',
      report('press#1', '2025-09-06T20:00:00Z', {
        ...MEETING,
        occurred: { from: '2025-08', precision: 'month' },
      }),
      report('press#2', '2025-09-06T20:00:00Z', {
        ...MEETING,
        occurred: { from: '2025-08', precision: 'month' },
      }),
      2,
    ],
  ])('%s', (_, first, second, expected) => {
    expect(eventsOf([first, second])).toHaveLength(expected);
  });

  test('an unknown type is kept, and is no event', () => {
    expect(
      eventsOf([report('press#1', '2025-08-06T20:00:00Z', { ...MEETING, type: 'comet.sighted' })]),
    ).toEqual([]);
  });
});

describe('the interval', () => {
  test('ends with the second in which the first live assertion was recorded', () => {
    const events = eventsOf([
      report('press#1', '2025-08-06T20:00:00.700Z', MEETING),
      report('kremlin#1', '2025-08-07T09:00:00Z', {
        ...MEETING,
        occurred: { from: '2025-08-06', precision: 'day' },
      }),
    ]);
    // without the stamp it would end with the day in Moscow, 21:00Z
    expect(spans(events)).toEqual(['2025-08-06T04:00:00Z/2025-08-06T20:00:01Z']);
  });

  test('is what a coarse and a timed report have in common', () => {
    const timed = { ...MEETING, occurred: { from: '2025-08-06T10:00:00Z', precision: 'hour' as const } };
    const events = eventsOf([
      report('press#1', '2025-08-06T20:00:00Z', MEETING),
      report('press#2', '2025-08-06T20:00:00Z', timed),
    ]);
    expect(spans(events)).toEqual(['2025-08-06T10:00:00Z/2025-08-06T11:00:00Z']);
  });

  test('is the hull, with a mark, where reports have no instant in common', () => {
    const at = (hour: string): typeof MEETING & { occurred: { from: string; precision: 'minute' } } => ({
      ...MEETING,
      occurred: { from: `2025-08-06T${hour}:00:00Z`, precision: 'minute' },
    });
    const events = eventsOf([
      report('press#1', '2025-08-06T20:00:00Z', at('10')),
      report('press#2', '2025-08-06T20:00:00Z', at('12')),
    ]);
    expect(spans(events)).toEqual(['2025-08-06T10:00:00Z/2025-08-06T12:01:00Z']);
    expect(events[0]?.conflicting).toBe(true);
  });

  test('widens to the next report when the first is taken back', () => {
    const events = eventsOf([
      report('press#1', '2025-08-06T20:00:00Z', MEETING),
      report('white-house#1', '2025-08-07T20:00:00Z', {
        ...MEETING,
        occurred: { from: '2025-08-06', precision: 'day' },
      }),
      retracted('press#1', '2025-08-08T20:00:00Z', 1),
    ]);
    expect(spans(events)).toEqual(['2025-08-06T04:00:00Z/2025-08-07T04:00:00Z']);
  });

  test('an assertion that begins after its own log time is no event', () => {
    const ahead = { ...MEETING, occurred: { from: '2025-08-15', precision: 'day' as const } };
    expect(eventsOf([report('press#1', '2025-08-06T20:00:00Z', ahead)])).toEqual([]);
  });
});

describe('attributes', () => {
  test('are the distinct values of live assertions; what the schema does not allow is absent', () => {
    const [event] = eventsOf([
      report('press#1', '2025-08-06T20:00:00Z', {
        ...MEETING,
        attributes: { place: 'Moscow', round: 'three' },
      }),
      report('kremlin#1', '2025-08-06T20:00:00Z', {
        ...MEETING,
        attributes: { place: 'Riyadh', round: 3, mood: 'good' },
      }),
      report('white-house#1', '2025-08-06T20:00:00Z', { ...MEETING, attributes: { place: 'Moscow' } }),
    ]);
    expect(event?.attributes).toEqual({ place: ['Moscow', 'Riyadh'], round: [3] });
  });

  test('a day date is its end in the source’s zone', () => {
    const [event] = eventsOf([
      report('kremlin#1', '2025-08-06T20:00:00Z', {
        type: 'meeting.scheduled',
        participants: ['USA', 'RUS'],
        attributes: { for: '2025-08-15' },
      }),
    ]);
    expect(event?.attributes).toEqual({ for: [{ ends: [Date.parse('2025-08-15T21:00:00Z') / 1000] }] });
  });
});

describe('revisions', () => {
  const other = { ...MEETING, occurred: { from: '2025-08-07', precision: 'day' as const } };

  test('the highest revision of a source counts, whichever came last', () => {
    const revised = [
      report('press#1', '2025-08-08T20:00:00Z', MEETING, 5),
      report('press#1', '2025-08-08T20:00:00Z', other, 6),
    ];
    expect(spans(eventsOf(revised.toReversed()))).toEqual(spans(eventsOf(revised)));
    expect(spans(eventsOf(revised))).toEqual(['2025-08-07T04:00:00Z/2025-08-08T04:00:00Z']);
  });

  test('a retracted report leaves a retracted event; a later revision revives it', () => {
    const filed = report('press#1', '2025-08-06T20:00:00Z', MEETING);
    const back = retracted('press#1', '2025-08-07T20:00:00Z', 1);
    expect(eventsOf([filed, back]).map(({ status }) => status)).toEqual(['retracted']);
    const again = report(
      'press#1',
      '2025-08-08T20:00:00Z',
      { ...MEETING, occurred: { from: '2025-08-06', precision: 'day' } },
      2,
    );
    expect(eventsOf([filed, back, again]).map(({ status }) => status)).toEqual(['certain']);
  });

  test('a curator outranks the source, even one that speaks later, until it is lifted', () => {
    const filed = report('press#1', '2025-08-08T20:00:00Z', MEETING);
    const taken = overridden('press#1', '2025-08-09T20:00:00Z', { state: 'retracted' });
    const later = report('press#1', '2025-08-10T20:00:00Z', other, 1);
    const lifted = overridden('press#1', '2025-08-11T20:00:00Z', { state: 'lifted' });
    expect(eventsOf([filed, taken, later]).map(({ status }) => status)).toEqual(['retracted']);
    expect(spans(eventsOf([filed, taken, later, lifted]))).toEqual([
      '2025-08-07T04:00:00Z/2025-08-08T04:00:00Z',
    ]);
  });

  test('a curator’s content stands in for the source’s', () => {
    const content = {
      stance: 'asserts' as const,
      type: 'call.held',
      participants: ['USA', 'RUS'],
      occurred: { from: '2025-08-06', precision: 'day' as const },
    };
    const events = eventsOf([
      report('press#1', '2025-08-06T20:00:00Z', MEETING),
      overridden('press#1', '2025-08-07T20:00:00Z', { state: 'content', content }),
    ]);
    expect(events.map(({ type }) => type)).toEqual(['call.held']);
  });
});

describe('links by hand', () => {
  const first = report('press#1', '2025-08-06T20:00:00Z', MEETING);
  const second = report('kremlin#1', '2025-08-06T20:00:00Z', MEETING);
  const third = report('press#2', '2025-08-07T20:00:00Z', MEETING);

  test('a link joins all reports of both events, and holds for reports that come later', () => {
    const link = linked('2025-08-08T20:00:00Z', 'press#1', 'press#2');
    expect(counts(eventsOf([first, second, third, link]))).toEqual([3]);
    expect(counts(eventsOf([link, third, second, first]))).toEqual([3]);
  });

  test('a report set apart is an event of its own', () => {
    const apart = unlinked('2025-08-08T20:00:00Z', 'press#1');
    expect(counts(eventsOf([first, second, apart]))).toEqual([1, 1]);
  });

  test('a report set apart leaves its links, and is joined by a later one only', () => {
    const joined = linked('2025-08-08T20:00:00Z', 'press#1', 'press#2');
    const apart = unlinked('2025-08-09T20:00:00Z', 'press#1');
    const again = linked('2025-08-10T20:00:00Z', 'press#1', 'press#2');
    expect(counts(eventsOf([first, second, third, joined, apart]))).toEqual([1, 1, 1]);
    expect(counts(eventsOf([first, second, third, joined, apart, again]))).toEqual([1, 2]);
  });

  test('the id of an event stays when another is linked to it later', () => {
    const alone = eventsOf([first]).map(({ eventId }) => eventId);
    const both = eventsOf([first, third, linked('2025-08-08T20:00:00Z', 'press#2', 'press#1')]);
    expect(both.map(({ eventId }) => eventId)).toEqual(alone);
  });

  test('the reports of an event are named with their stance and whether they stand', () => {
    const [event] = eventsOf([first, second, retracted('press#1', '2025-08-09T20:00:00Z', 1)]);
    const heads = event?.reports.map(({ reportId, stance, live }) => ({ reportId, stance, live }));
    expect(heads).toHaveLength(2);
    expect(heads).toContainEqual({ reportId: idOf('press#1'), stance: 'asserts', live: false });
    expect(heads).toContainEqual({ reportId: idOf('kremlin#1'), stance: 'asserts', live: true });
  });
});
