import type { Affiliation } from '@casus/domain/evidence';
import { expect, test } from 'vitest';
import { verdictText } from '@casus/domain/verdict';
import { evaluate } from '../evaluate.ts';
import type { Claim, EventTerm, Fluent, Measure, Ties, Window } from '../language/terms.ts';
import type { EventDraft, WorldDraft } from '../testing/evidence.ts';
import { evidenceOf } from '../testing/evidence.ts';

const coverage = [{ source: 'desk' }];
const read = 10_000;

function window(from: number, until: number): Window & { op: 'between' } {
  return { op: 'between', from, until, zone: 'UTC', offsets: [[0, 0]] };
}

function count(event: EventTerm, within: Window = window(0, 1000), by: 'event' | 'day' = 'event'): Measure {
  return { op: 'count', event, window: within, by };
}

function number(claim: Measure, world: WorldDraft): string {
  return verdictText(evaluate({ kind: 'numeric', claim, coverage }, evidenceOf(world)).verdict.value);
}

function value(claim: Claim, world: WorldDraft): string {
  return verdictText(evaluate({ kind: 'binary', claim, coverage }, evidenceOf(world)).verdict.value);
}

const strike: EventTerm = { op: 'match', type: 'strike' };
const at = (...instants: EventDraft['at'][]): EventDraft[] =>
  instants.map((each) => ({ type: 'strike', at: each }));
const exists: Claim = { op: 'compare', measure: count(strike), is: '>=', value: 1 };

test('a type matches with its subtypes, and no longer name', () => {
  const meet = count({ op: 'match', type: 'meeting' });
  const events = [
    { type: 'meeting.held', at: 1 },
    { type: 'meetings', at: 2 },
  ];
  expect(number(meet, { events, through: read })).toBe('1');
});

test('participants are matched by different actors, through their offices', () => {
  const offices: Affiliation[] = [
    { actor: 'Lavrov', of: 'RUS', from: 0, to: 500 },
    { actor: 'Rubio', of: 'USA', from: 0, to: 500 },
  ];
  const pattern: EventTerm = { op: 'match', type: 'met', participants: ['RUS', 'USA'] };
  const met = (instant: number, participants: string[]): EventDraft => ({
    type: 'met',
    at: instant,
    participants,
  });
  const events = [met(1, ['Lavrov', 'Rubio']), met(2, ['Lavrov', 'RUS']), met(600, ['Lavrov', 'Rubio'])];
  expect(number(count(pattern), { events, through: read, affiliations: offices })).toBe('1');
});

test('an actor that is not known matches nothing bound, and is counted', () => {
  const by: EventTerm = { op: 'match', type: 'strike', actor: { not: 'USA' } };
  const { verdict, certificate } = evaluate(
    { kind: 'numeric', claim: count(by), coverage },
    evidenceOf({ events: [{ type: 'strike', at: 1 }], through: read }),
  );
  expect(verdictText(verdict.value)).toBe('0');
  expect(certificate.nullActors).toBe(1);
});

test('a test on an attribute that is absent or in dispute is a doubt', () => {
  const severe: EventTerm = { op: 'match', type: 'strike', where: [{ attribute: 'grade', is: 'severe' }] };
  const claim: Claim = { op: 'compare', measure: count(severe), is: '>=', value: 1 };
  const disputed = { ...at(1)[0], attributes: { grade: ['severe', 'mild'] } } as EventDraft;
  expect(value(claim, { events: at(1), through: read })).toBe('indeterminate');
  expect(value(claim, { events: [disputed], through: read })).toBe('indeterminate');
});

test('a doubt that makes no difference does not stand in the way', () => {
  const severe: EventTerm = { op: 'match', type: 'strike', where: [{ attribute: 'grade', is: 'severe' }] };
  const mild: EventTerm = { op: 'match', type: 'strike', where: [{ attribute: 'grade', not: 'severe' }] };
  const either: Claim = {
    op: 'or',
    of: [severe, mild].map((each): Claim => ({ op: 'compare', measure: count(each), is: '>=', value: 1 })),
  };
  expect(value(either, { events: at(1), through: read })).toBe('true');
});

test('existence needs no coverage, absence does', () => {
  expect(value(exists, { events: at(1) })).toBe('true');
  expect(value(exists, { through: 999 })).toBe('open');
  expect(value(exists, { through: 1000 })).toBe('false');
});

test('while a record cannot be read, nothing is absent', () => {
  expect(value(exists, { through: 1000, unreadable: 1 })).toBe('open');
});

test('without a coverage source nothing is covered', () => {
  const question = { kind: 'binary', claim: exists, coverage: [] } as const;
  expect(evaluate(question, evidenceOf({ through: read })).verdict.value).toBe('open');
});

test('a source that answers for a subtype must have read it too', () => {
  const sources = [{ source: 'desk' }, { source: 'wire', types: ['strike.air'] }];
  const question = { kind: 'binary', claim: exists, coverage: sources } as const;
  expect(evaluate(question, evidenceOf({ through: read })).verdict.value).toBe('open');
  const both = evidenceOf({ through: read, sources: ['desk', 'wire'] });
  expect(evaluate(question, both).verdict.value).toBe('false');
});

test('a possible event leaves it to a further report', () => {
  const rumour: EventDraft = { type: 'strike', at: 1, status: 'possible' };
  expect(value(exists, { events: [rumour], through: read })).toBe('indeterminate');
  expect(value(exists, { events: [rumour, ...at(5)], through: read })).toBe('true');
});

test('starts absorb what follows within the quiet time, from start to start', () => {
  const starts = count({ op: 'starts', event: strike, quiet: 10 });
  expect(number(starts, { events: at(100, 109, 118, 129), through: read })).toBe('2');
});

test('two on one day make one start, whichever came first', () => {
  const starts = count({ op: 'starts', event: strike, quiet: 100 });
  expect(number(starts, { events: at([200, 260], [200, 260]), through: read })).toBe('1');
});

test('the n-th and all at its instant', () => {
  const second = count({ op: 'nth', n: 2, event: strike, window: window(0, 1000) });
  expect(number(second, { events: at(5, 9, 9), through: read })).toBe('2');
});

test('days are counted in the window’s zone', () => {
  const eastern = { ...window(0, 300_000), offsets: [[0, 7200]] as const };
  const events = at(86_400 - 7201, 86_400 - 7200, 86_400);
  expect(number(count(strike, eastern, 'day'), { events, through: 400_000 })).toBe('2');
});

const talks = (ends: 'all' | 'only' = 'all'): Fluent => ({
  op: 'hold',
  openings: [{ event: { op: 'match', type: 'met' }, lapse: 100 }],
  endings: [{ event: { op: 'match', type: 'ended' }, ends }],
});
const met = (instant: number, id?: string): EventDraft => ({
  type: 'met',
  at: instant,
  ...(id === undefined ? {} : { id }),
});
const length = (fluent: Fluent): Measure => ({ op: 'length', fluent, window: window(0, 1000) });

test('an opening holds until it lapses, and later ones renew it', () => {
  expect(number(length(talks()), { events: [met(100)], through: read })).toBe('100');
  expect(number(length(talks()), { events: [met(100), met(150)], through: read })).toBe('150');
});

test('an ending ends what was opened before it, not what opens with it', () => {
  const end: EventDraft = { type: 'ended', at: 150 };
  expect(number(length(talks()), { events: [met(100), end], through: read })).toBe('50');
  expect(number(length(talks()), { events: [met(100), end, met(150)], through: read })).toBe('150');
});

test('an ending of one ends only what it names, and nothing without a name', () => {
  const named: EventDraft = { type: 'ended', at: 150, roots: ['a'] };
  const nameless: EventDraft = { type: 'ended', at: 150 };
  const events = [met(100, 'a'), met(120, 'b')];
  expect(number(length(talks('only')), { events: [...events, named], through: read })).toBe('120');
  expect(number(length(talks('only')), { events: [met(100, 'a'), named], through: read })).toBe('50');
  expect(number(length(talks('only')), { events: [met(100, 'a'), nameless], through: read })).toBe('100');
});

test('an opening holds until its date and the grace, but not longer than it may', () => {
  const due = (...ends: number[]): EventDraft => ({ type: 'met', at: 100, attributes: { due: [{ ends }] } });
  const dated: Fluent = {
    op: 'hold',
    openings: [{ event: { op: 'match', type: 'met' }, until: { attribute: 'due', grace: 10 }, longest: 200 }],
    endings: [],
  };
  expect(number(length(dated), { events: [due(150)], through: read })).toBe('60');
  expect(number(length(dated), { events: [due(900)], through: read })).toBe('200');
  expect(number(length(dated), { events: [due(150, 160)], through: read })).toBe('indeterminate');
});

test('a seed holds without an event and is ended by an ending of all', () => {
  const seeded: Fluent = {
    op: 'hold',
    openings: [],
    endings: [{ event: { op: 'match', type: 'ended' }, ends: 'all' }],
    seed: { at: 10, end: 60, evidence: 'treaty' },
  };
  expect(number(length(seeded), { through: read })).toBe('50');
  expect(number(length(seeded), { events: [{ type: 'ended', at: 30 }], through: read })).toBe('20');
});

test('quiet fails only in the seconds of an event', () => {
  expect(number(length({ op: 'quiet', event: strike }), { events: at(5, 7), through: read })).toBe('998');
});

test.each<[Ties, string]>([
  ['unknown', 'indeterminate'],
  ['inside', '1'],
  ['outside', '0'],
])('where a sanction of the day may come before the opening, ties %s say %s', (ties, expected) => {
  const during = count({ op: 'during', event: strike, fluent: talks(), ties });
  const events = [...at([200, 250]), { type: 'met', at: [220, 260] as const }];
  expect(number(during, { events, through: read })).toBe(expected);
});

test('an opening counts as within the state that it opens', () => {
  const during = count({
    op: 'during',
    event: { op: 'match', type: 'met' },
    fluent: talks(),
    ties: 'unknown',
  });
  expect(number(during, { events: [{ type: 'met', at: [200, 250] }], through: read })).toBe('1');
});

test('for the first of none is void, for all of none true, for some of none false', () => {
  const each = (which: 'all' | 'some' | 'first'): Claim => ({
    op: 'for',
    each: which,
    as: 'x',
    event: strike,
    within: window(0, 1000),
    claim: exists,
  });
  expect(value(each('first'), { through: read })).toBe('void');
  expect(value(each('all'), { through: read })).toBe('true');
  expect(value(each('some'), { through: read })).toBe('false');
  expect(value({ ...each('first'), onEmpty: 'false' } as Claim, { through: read })).toBe('false');
});

test('a claim without its condition is void', () => {
  const met1000: Claim = { op: 'compare', measure: count({ op: 'match', type: 'met' }), is: '>=', value: 1 };
  const claim: Claim = { op: 'given', claim: exists, condition: met1000 };
  expect(value(claim, { events: at(5), through: read })).toBe('void');
  expect(value(claim, { events: [...at(5), met(7)], through: read })).toBe('true');
});

test('what follows an event has one of its values', () => {
  const where = [{ attribute: 'reason', is: { var: 'r' } }] as const;
  const follows: EventTerm = {
    op: 'after',
    event: { op: 'match', type: 'strike', where },
    earlier: { op: 'match', type: 'threat', where },
    moreThan: 0,
    atMost: 10,
  };
  const reasoned = (type: string, instant: number, reason: string): EventDraft => ({
    type,
    at: instant,
    attributes: { reason: [reason] },
  });
  const events = [
    reasoned('threat', 100, 'oil'),
    reasoned('strike', 105, 'oil'),
    reasoned('strike', 106, 'gas'),
  ];
  expect(number(count(follows), { events, through: read })).toBe('1');
});

test('the first time is that of the event, and none comes before any bound', () => {
  const first: Measure = { op: 'time', event: strike, window: window(0, 1000) };
  expect(
    value({ op: 'compare', measure: first, is: '<', value: 50 }, { events: at(40), through: read }),
  ).toBe('true');
  expect(value({ op: 'compare', measure: first, is: '<', value: 50 }, { through: read })).toBe('false');
});

test('a state at an instant, and the edges of its spells', () => {
  const holds = (time: number): Claim => ({ op: 'at', fluent: talks(), time });
  const edge = (kind: 'start' | 'end', from: number, until: number): Claim => ({
    op: 'edge',
    fluent: talks(),
    edge: kind,
    window: window(from, until),
  });
  const world = { events: [met(100)], through: read };
  expect([holds(99), holds(100), holds(199), holds(200)].map((claim) => value(claim, world))).toEqual([
    'false',
    'true',
    'true',
    'false',
  ]);
  expect(value(edge('start', 100, 101), world)).toBe('true');
  expect(value(edge('end', 200, 201), world)).toBe('true');
  expect(value(edge('end', 199, 200), world)).toBe('false');
});

test('two in one second make one start, whatever else may lie about them', () => {
  const starts: Claim = {
    op: 'compare',
    measure: count({ op: 'starts', event: strike, quiet: 1 }),
    is: '>=',
    value: 2,
  };
  const rumour: EventDraft = { type: 'strike', at: [5, 8], status: 'possible' };
  expect(value(starts, { events: [rumour, ...at(5, 5)], through: read })).toBe('indeterminate');
});
