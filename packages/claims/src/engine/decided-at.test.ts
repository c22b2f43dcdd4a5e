import { expect, test } from 'vitest';
import { evaluate } from '../evaluate.ts';
import type { Claim, Comparison, EventTerm, Fluent, Window } from '../language/terms.ts';
import type { EventDraft, WorldDraft } from '../testing/evidence.ts';
import { evidenceOf } from '../testing/evidence.ts';

const read = 10_000;
const strike: EventTerm = { op: 'match', type: 'strike' };

function window(from: number, until: number): Window & { op: 'between' } {
  return { op: 'between', from, until, zone: 'UTC', offsets: [[0, 0]] };
}

function counted(is: Comparison, value: number, within: Window = window(0, 1000)): Claim {
  return { op: 'compare', measure: { op: 'count', event: strike, window: within, by: 'event' }, is, value };
}

function decidedAt(claim: Claim, world: WorldDraft): number | null {
  const question = { kind: 'binary', claim, coverage: [{ source: 'desk' }] } as const;
  return evaluate(question, evidenceOf({ through: read, ...world })).verdict.decidedAt;
}

const at = (...instants: EventDraft['at'][]): EventDraft[] =>
  instants.map((each) => ({ type: 'strike', at: each }));
const three = { events: at(300, [100, 150], 200) };

test.each<[Comparison, number, number]>([
  ['>=', 1, 100],
  ['>=', 2, 200],
  ['>', 2, 300],
  ['<', 2, 200],
  ['<=', 2, 300],
  ['=', 2, 300],
  ['!=', 2, 300],
  ['=', 3, 1000],
  ['>=', 4, 1000],
  ['<', 4, 1000],
])(
  'of three, %s %i is decided at %i: the witness that settles it, or the end of the window',
  (is, value, expected) => {
    expect(decidedAt(counted(is, value), three)).toBe(expected);
  },
);

test('what is undecided has no date', () => {
  expect(decidedAt(counted('>=', 1), { through: 500 })).toBeNull();
});

test('no date is later than the log', () => {
  expect(decidedAt(counted('=', 0), { logTime: 600_000 })).toBe(600);
});

const early = counted('>=', 1);
const late = counted('>=', 3);
const never = counted('>=', 9);

test('and: false by the first that fails, true by the last that holds; or the other way round', () => {
  const soonOver = counted('>=', 9, window(0, 500));
  expect(decidedAt({ op: 'and', of: [early, late] }, three)).toBe(300);
  expect(decidedAt({ op: 'and', of: [early, soonOver, never] }, three)).toBe(500);
  expect(decidedAt({ op: 'or', of: [late, early] }, three)).toBe(100);
  expect(decidedAt({ op: 'or', of: [never, soonOver] }, three)).toBe(1000);
  expect(decidedAt({ op: 'not', claim: early }, three)).toBe(100);
});

test('absence in a spell is decided by the earliest end of the spell', () => {
  const talks: Fluent = {
    op: 'hold',
    openings: [{ event: { op: 'match', type: 'met' }, lapse: 100 }],
    endings: [],
  };
  const spell: Window = { op: 'spell', fluent: talks, window: window(0, 1000), ties: 'unknown' };
  const events: EventDraft[] = [{ type: 'met', at: [200, 250] }];
  expect(decidedAt(counted('=', 0, spell), { events })).toBe(300);
});

test('a state at an instant is decided then, an edge when it comes', () => {
  const talks: Fluent = {
    op: 'hold',
    openings: [{ event: { op: 'match', type: 'met' }, lapse: 100 }],
    endings: [],
  };
  const events: EventDraft[] = [{ type: 'met', at: 200 }];
  expect(decidedAt({ op: 'at', fluent: talks, time: 250 }, { events })).toBe(250);
  expect(decidedAt({ op: 'edge', fluent: talks, edge: 'end', window: window(0, 1000) }, { events })).toBe(
    300,
  );
  const longer: Claim = {
    op: 'compare',
    measure: { op: 'length', fluent: talks, window: window(0, 1000) },
    is: '>=',
    value: 60,
  };
  expect(decidedAt(longer, { events })).toBe(260);
});
