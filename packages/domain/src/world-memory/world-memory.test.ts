import { test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { Evidence, WorldEvent } from '../evidence.ts';
import { arbitraryPicks, arbitraryStreams, interleaved } from '../world/testing/arbitrary-world.ts';
import { delivered, idOf, linked, other, report, retracted } from '../world/testing/world-draft.ts';
import type { Draft } from '../world/testing/world-draft.ts';
import { WorldMemory } from './world-memory.ts';

const DAY = '2025-08-06T20:00:00Z';
const meeting = { type: 'meeting.held', participants: ['USA', 'RUS'] };
const utc = (text: string): number => Date.parse(text) / 1000;

function remembered(...drafts: readonly Draft[]): WorldMemory {
  const memory = new WorldMemory();
  for (const record of delivered(drafts)) memory.fold(record);
  return memory;
}

const registers = remembered().cut;
const byId = (a: WorldEvent, b: WorldEvent): number => (a.id < b.id ? -1 : 1);
const eventsIn = (evidence: Evidence): readonly WorldEvent[] => evidence.eventsOf('*').toSorted(byId);

property.prop([arbitraryStreams, arbitraryPicks], { numRuns: 40 })(
  'evidence at a cut is that of a world which ends there, in whatever order cuts are asked for',
  (streams, picks) => {
    const drafts = interleaved(streams, picks);
    const memory = remembered(...drafts);
    for (const count of [0, drafts.length, Math.floor(drafts.length / 2), 1]) {
      const [then, now] = [memory, remembered(...drafts.slice(0, count))].map((each) =>
        each.evidenceAt(registers + count),
      );
      if (then === undefined || now === undefined) throw new Error('two worlds');
      expect(eventsIn(then)).toEqual(eventsIn(now));
      expect([then.unclassified, then.logTime]).toEqual([now.unclassified, now.logTime]);
    }
  },
);

property.prop([arbitraryStreams, arbitraryPicks], { numRuns: 40 })(
  'an event that a record changes, or whose root it moves, is named by its changes',
  (streams, picks) => {
    const memory = remembered(...interleaved(streams, picks));
    for (let offset = registers; offset < memory.cut; offset += 1) {
      const changed = differing(memory.evidenceAt(offset), memory.evidenceAt(offset + 1));
      const named = memory.changesAt(offset).events.map(({ type }) => type);
      expect(named).toEqual(expect.arrayContaining(changed.map(({ type }) => type)));
    }
  },
);

/** Events of either that are not the same in the other. */
function differing(before: Evidence, after: Evidence): readonly WorldEvent[] {
  const texts = (evidence: Evidence): ReadonlySet<string> =>
    new Set(eventsIn(evidence).map((event) => JSON.stringify(event)));
  const [was, is] = [texts(before), texts(after)];
  return [
    ...eventsIn(before).filter((event) => !is.has(JSON.stringify(event))),
    ...eventsIn(after).filter((event) => !was.has(JSON.stringify(event))),
  ];
}

describe('roots', () => {
  const deadline = { type: 'deadline.set', actor: 'USA', target: 'RUS' };
  const moved = (
    of: string,
  ): { type: string; actor: string; target: string; attributes: { of: string } } => ({
    ...deadline,
    type: 'deadline.moved',
    attributes: { of: idOf(of) },
  });
  const set = report('press#1', '2025-07-14T20:00:00Z', deadline);
  const first = report('press#2', '2025-07-28T20:00:00Z', moved('press#1'));
  const second = report('press#3', '2025-07-29T20:00:00Z', moved('press#2'));
  const rootsIn = (...drafts: readonly Draft[]): readonly string[] => {
    const memory = remembered(...drafts);
    return memory
      .evidenceAt(memory.cut)
      .eventsOf('deadline.moved')
      .flatMap(({ roots }) => roots);
  };

  test('a chain leads to the event of the last known report', () => {
    const memory = remembered(set, first, second);
    const [root] = memory.evidenceAt(memory.cut).eventsOf('deadline.set');
    expect(rootsIn(set, first, second)).toEqual([root?.id, root?.id]);
    expect(root?.roots).toEqual([root?.id]);
  });

  test('a name that nobody has reported is its own root', () => {
    expect(rootsIn(first, second)).toEqual([idOf('press#1'), idOf('press#1')]);
  });

  test('a circle names nothing: each is its own root', () => {
    const circle = report('press#2', '2025-07-28T20:00:00Z', moved('press#3'));
    expect(new Set(rootsIn(circle, second)).size).toBe(2);
    expect(rootsIn(circle, second)).not.toContain(idOf('press#3'));
  });

  test('the arrival of a named report touches what names it, through others too', () => {
    const memory = remembered(first, second, set);
    const types = memory.changesAt(memory.cut - 1).events.map(({ type }) => type);
    expect(types.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'deadline.moved',
      'deadline.moved',
      'deadline.set',
    ]);
  });

  test('a link that joins events moves the roots of those that name them', () => {
    const twin = report('press#4', '2025-07-13T20:00:00Z', deadline);
    const memory = remembered(twin, set, first, linked('2025-07-30T20:00:00Z', 'press#1', 'press#4'));
    const [event] = memory.evidenceAt(memory.cut).eventsOf('deadline.set');
    const [mover] = memory.evidenceAt(memory.cut).eventsOf('deadline.moved');
    expect(mover?.roots).toEqual([event?.id]);
    expect(memory.changesAt(memory.cut - 1).events.map(({ type }) => type)).toContain('deadline.moved');
  });
});

describe('evidence', () => {
  test('leaves out retracted events and retracted reports; disputed ones are possible', () => {
    const back = retracted('press#1', '2025-08-07T20:00:00Z', 1);
    const filed = report('press#1', DAY, meeting);
    const gone = remembered(filed, back);
    expect(gone.evidenceAt(gone.cut).eventsOf('meeting')).toEqual([]);
    const denied = remembered(
      filed,
      report('kremlin#1', DAY, { ...meeting, stance: 'denies' }),
      report('press#2', DAY, meeting),
      back,
    );
    const [event] = denied.evidenceAt(denied.cut).eventsOf('meeting.held');
    expect(event?.status).toBe('possible');
    expect(event?.reports.map(({ stance }) => stance).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'asserts',
      'denies',
    ]);
  });

  test('knows coverage, offices and symmetry as of the cut', () => {
    const caughtUp = other('2025-08-07T12:00:00Z', {
      name: 'source-caught-up',
      data: { source: 'press', from: '2025-01-20T05:00:00Z', through: '2025-08-07T04:00:00Z' },
    });
    const memory = remembered(caughtUp);
    const [before, after] = [registers, registers + 1].map((cut) => memory.evidenceAt(cut));
    expect(before?.coverageOf('press')).toEqual([]);
    expect(after?.coverageOf('press')).toMatchObject([
      { source: 'press', type: '*', from: utc('2025-01-20T05:00:00Z'), to: utc('2025-08-07T04:00:00Z') },
    ]);
    expect(after?.affiliationsOf('Sergey Lavrov').map(({ of }) => of)).toContain('RUS');
    expect(['meeting.held', 'sanction.imposed'].map((type) => after?.isSymmetric(type))).toEqual([
      true,
      false,
    ]);
    expect(memory.changesAt(registers)).toMatchObject({ coverage: ['press'], everything: false, events: [] });
  });

  test('a member of a group does not stand for it, an organ for its state does', () => {
    const affiliations = [
      { of: 'EU', as: 'member' as const },
      { of: 'FRA', as: 'organ' as const },
    ];
    const elysee = { actor: 'Élysée', kind: 'organ' as const, title: 'Élysée', affiliations };
    const memory = remembered(other(DAY, { name: 'actor-registered', data: elysee }));
    const [one, ...more] = memory.evidenceAt(memory.cut).affiliationsOf('Élysée');
    expect([one?.of, more.length]).toEqual(['FRA', 0]);
    expect(memory.changesAt(registers)).toMatchObject({ actors: ['Élysée'], everything: false });
  });

  test('an unreadable record is counted, and touches everything', () => {
    const memory = remembered();
    const position = { topic: 'world', partition: 0, offset: registers } as const;
    memory.fold({ position, id: 'x', type: 'casus.world.comet.v1', key: 'k', data: null, logTime: 1 });
    expect(memory.evidenceAt(memory.cut).unreadable).toBe(1);
    expect(memory.changesAt(registers).everything).toBe(true);
  });

  test('a tick changes nothing but the time', () => {
    const memory = remembered(other(DAY, { name: 'clock-ticked', data: {} }));
    expect(memory.changesAt(registers)).toEqual({ events: [], coverage: [], actors: [], everything: false });
    expect(memory.evidenceAt(memory.cut).logTime).toBe(Date.parse(DAY));
  });
});

test('a time has the longest prefix that is not later', () => {
  const memory = remembered(
    other('2025-08-06T12:00:00Z', { name: 'clock-ticked', data: {} }),
    other('2025-08-06T13:00:00Z', { name: 'clock-ticked', data: {} }),
  );
  const cuts = [
    '2025-08-06T11:59:59Z',
    '2025-08-06T12:00:00Z',
    '2025-08-06T12:30:00Z',
    '2025-08-07T00:00:00Z',
  ];
  expect(cuts.map((text) => memory.offsetAtTime(Date.parse(text)) - registers)).toEqual([0, 1, 1, 2]);
  expect(memory.logTimeAt(registers)).toBe(Date.parse('2025-08-06T12:00:00Z'));
});
