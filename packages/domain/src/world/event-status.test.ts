import { describe, expect, test } from 'vitest';
import type { Draft } from './testing/world-draft.ts';
import { eventsOf, idOf, other, report, retracted, ruled, rowsOf } from './testing/world-draft.ts';
import { events } from './tables.ts';

const DAY = '2025-08-06T21:30:00Z';
const meeting = { type: 'meeting.held', participants: ['Steve Witkoff', 'Vladimir Putin'] };
const sanction = { type: 'sanction.imposed', actor: 'USA', target: 'RUS' };
const denies = { stance: 'denies' as const };

const needsTwo: Draft = other('2025-01-01T00:00:00Z', {
  name: 'type-registered',
  data: {
    type: 'meeting.held',
    title: 'A meeting that two owners must tell of',
    symmetric: true,
    linkLevel: 'meeting.held',
    quorum: 2,
  },
});

function statuses(...drafts: readonly Draft[]): readonly string[] {
  return eventsOf(drafts).map(({ status }) => status);
}

describe('a quorum of owners', () => {
  test('one source is enough by default', () => {
    expect(statuses(report('press#1', DAY, meeting))).toEqual(['certain']);
  });

  test('below the quorum an event is possible, also with two reports of one owner', () => {
    const talk = { ...meeting, participants: ['IND', 'CHN'] };
    const drafts = [needsTwo, report('white-house#1', DAY, talk), report('us-treasury#1', DAY, talk)];
    expect(statuses(...drafts)).toEqual(['possible']);
    expect(statuses(...drafts, report('press#1', DAY, talk))).toEqual(['certain']);
  });

  test('the word of a source official for a participant is enough, through the office held then', () => {
    expect(statuses(needsTwo, report('kremlin#1', DAY, meeting))).toEqual(['certain']);
    expect(statuses(needsTwo, report('eu-council#1', DAY, meeting))).toEqual(['possible']);
  });

  test('an office that is over counts no more', () => {
    const past = { ...meeting, participants: ['Joseph Biden', 'CHN'] };
    expect(statuses(needsTwo, report('white-house#1', DAY, past))).toEqual(['possible']);
  });
});

describe('denials', () => {
  test.each<[string, readonly Draft[], string]>([
    [
      'a party’s denial disputes what the press tells',
      [report('press#1', DAY, meeting), report('kremlin#1', DAY, { ...meeting, ...denies })],
      'disputed',
    ],
    [
      'so does another official source’s',
      [report('press#1', DAY, meeting), report('eu-council#1', DAY, { ...meeting, ...denies })],
      'disputed',
    ],
    [
      'the press’s does not',
      [report('kremlin#1', DAY, meeting), report('press#1', DAY, { ...meeting, ...denies })],
      'certain',
    ],
    [
      'with both sides official and against each other it is disputed',
      [report('white-house#1', DAY, meeting), report('kremlin#1', DAY, { ...meeting, ...denies })],
      'disputed',
    ],
    [
      'a third side’s does not touch an act that its actor’s source asserts',
      [report('us-treasury#1', DAY, sanction), report('eu-council#1', DAY, { ...sanction, ...denies })],
      'certain',
    ],
    [
      'nor does the target’s',
      [report('us-treasury#1', DAY, sanction), report('kremlin#1', DAY, { ...sanction, ...denies })],
      'certain',
    ],
    [
      'another source of the actor’s does',
      [report('us-treasury#1', DAY, sanction), report('white-house#1', DAY, { ...sanction, ...denies })],
      'disputed',
    ],
    [
      'the target’s disputes an act that only the press tells',
      [report('press#1', DAY, sanction), report('kremlin#1', DAY, { ...sanction, ...denies })],
      'disputed',
    ],
  ])('%s', (_, drafts, status) => {
    expect(statuses(...drafts)).toEqual([status]);
    expect(statuses(...drafts.toReversed())).toEqual([status]);
  });

  test('a denial finds by `of` the event that it names, whatever its own day', () => {
    const plan = { ...meeting, type: 'meeting.proposed' };
    const filed = report('press#1', DAY, plan);
    const denial = report('kremlin#1', '2025-08-07T20:00:00Z', {
      ...plan,
      ...denies,
      attributes: { of: idOf('press#1') },
    });
    expect(statuses(filed, denial)).toEqual(['disputed']);
    expect(statuses(denial, filed)).toEqual(['disputed']);
  });

  test('a denial that names one event leaves that of its own day alone', () => {
    const plan = { ...meeting, type: 'meeting.proposed' };
    const denial = report('kremlin#1', '2025-08-07T20:00:00Z', {
      ...plan,
      ...denies,
      attributes: { of: idOf('press#1') },
    });
    const second = report('press#2', '2025-08-07T20:00:00Z', plan);
    expect(statuses(report('press#1', DAY, plan), second, denial)).toEqual(['disputed', 'certain']);
  });

  test('a denial alone is no event, and what denies a denial does not dispute', () => {
    const denial = report('kremlin#1', DAY, { ...meeting, ...denies });
    const counter = report('white-house#1', DAY, {
      ...meeting,
      ...denies,
      attributes: { of: idOf('kremlin#1') },
    });
    expect(statuses(denial)).toEqual([]);
    expect(statuses(report('press#1', DAY, meeting), counter)).toEqual(['certain']);
  });

  test('a denial that is taken back disputes no more', () => {
    const back = retracted('kremlin#1', '2025-08-08T20:00:00Z', 1);
    const drafts = [report('press#1', DAY, meeting), report('kremlin#1', DAY, { ...meeting, ...denies })];
    expect(statuses(...drafts, back)).toEqual(['certain']);
  });
});

describe('rulings', () => {
  const disputed = [report('press#1', DAY, meeting), report('kremlin#1', DAY, { ...meeting, ...denies })];
  const at = (hour: number): string => `2025-08-09T${String(hour).padStart(2, '0')}:00:00Z`;

  test('a curator settles what is disputed, and may leave it open again', () => {
    expect(statuses(...disputed, ruled(at(1), 'press#1', 'happened'))).toEqual(['certain']);
    expect(statuses(...disputed, ruled(at(1), 'press#1', 'did-not-happen'))).toEqual(['retracted']);
    expect(
      statuses(...disputed, ruled(at(1), 'press#1', 'happened'), ruled(at(2), 'press#1', 'open')),
    ).toEqual(['disputed']);
  });

  test('the last ruling on any report of an event counts', () => {
    const second = report('white-house#1', DAY, meeting);
    const drafts = [...disputed, second, ruled(at(1), 'white-house#1', 'did-not-happen')];
    expect(statuses(...drafts, ruled(at(2), 'press#1', 'happened'))).toEqual(['certain']);
  });

  test('a ruling does not bring back what nobody asserts', () => {
    const drafts = [report('press#1', DAY, meeting), ruled(at(1), 'press#1', 'happened')];
    expect(statuses(...drafts, retracted('press#1', at(2), 1))).toEqual(['retracted']);
  });

  test('the event row says how it was ruled', () => {
    const rows = rowsOf([...disputed, ruled(at(1), 'press#1', 'did-not-happen')]);
    expect([...rows.all(events).values()].map(({ ruling }) => ruling)).toEqual(['did-not-happen']);
  });
});
