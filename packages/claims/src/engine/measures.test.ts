import { verdictText } from '@casus/domain/verdict';
import { expect, test } from 'vitest';
import { evaluate } from '../evaluate.ts';
import type { EventTerm, Fluent, Measure, Window } from '../language/terms.ts';
import type { EventDraft, WorldDraft } from '../testing/evidence.ts';
import { evidenceOf } from '../testing/evidence.ts';

const coverage = [{ source: 'desk' }];
const through = 10_000;
const window: Window = { op: 'between', from: 0, until: 1000, zone: 'UTC', offsets: [[0, 0]] };

function number(claim: Measure, world: WorldDraft): string {
  return verdictText(evaluate({ kind: 'numeric', claim, coverage }, evidenceOf(world)).verdict.value);
}

function truth(measure: Measure, is: '>=' | '<' | '=', bound: number, world: WorldDraft): string {
  const claim = { op: 'compare', measure, is, value: bound } as const;
  return verdictText(evaluate({ kind: 'binary', claim, coverage }, evidenceOf(world)).verdict.value);
}

const strike = (at: EventDraft['at'], more: Partial<EventDraft> = {}): EventDraft => ({
  type: 'strike',
  at,
  ...more,
});
const by = (actor: string, at: number): EventDraft => strike(at, { actor });
const strikes: EventTerm = { op: 'match', type: 'strike' };

const byActor: Measure = {
  op: 'distinct',
  event: { op: 'match', type: 'strike', actor: { var: 'who' } },
  var: 'who',
  window,
};

test('distinct counts different values of a variable; an actor that is not known matches nothing', () => {
  const events = [by('A', 1), by('B', 2), by('A', 3), strike(4)];
  expect(number(byActor, { events, through })).toBe('2');
});

test('a value that is not known may be one of the others', () => {
  const places: Measure = {
    op: 'distinct',
    event: { op: 'match', type: 'strike', where: [{ attribute: 'place', is: { var: 'where' } }] },
    var: 'where',
    window,
  };
  const events = [strike(1, { attributes: { place: ['Kyiv'] } }), strike(2)];
  expect(truth(places, '>=', 1, { events, through })).toBe('true');
  expect(truth(places, '>=', 3, { events, through })).toBe('false');
  expect(truth(places, '>=', 2, { events, through })).toBe('indeterminate');
});

const deaths: Measure = {
  op: 'sum',
  event: strikes,
  attribute: 'deaths',
  range: { min: 0, max: 100 },
  window,
};
const killing = (count: number, at: number): EventDraft => strike(at, { attributes: { deaths: [count] } });

test('a sum adds up an attribute, one that is absent lies in its range', () => {
  const known = [killing(3, 1), killing(4, 2)];
  expect(number(deaths, { events: known, through })).toBe('7');
  const events = [...known, strike(5)];
  expect(truth(deaths, '>=', 7, { events, through })).toBe('true');
  expect(truth(deaths, '>=', 108, { events, through })).toBe('false');
  expect(truth(deaths, '>=', 8, { events, through })).toBe('indeterminate');
});

test('what is unread only raises a sum of what cannot be less than nothing', () => {
  const events = [killing(30, 1)];
  expect(truth(deaths, '>=', 30, { events, through: 10 })).toBe('true');
  expect(truth(deaths, '<', 40, { events, through: 10 })).toBe('open');
  const change: Measure = { ...deaths, range: { min: -10, max: 10 } };
  expect(truth(change, '>=', 30, { events, through: 10 })).toBe('open');
});

test('maxWindow is the most within one stretch, its first second included and its last one not', () => {
  const dense: Measure = { op: 'maxWindow', event: strikes, window, span: 10 };
  const at = (...instants: number[]) => ({ events: instants.map((each) => strike(each)), through });
  expect(number(dense, at())).toBe('0');
  expect(number(dense, at(100, 109, 118))).toBe('2');
  expect(number(dense, at(100, 110))).toBe('1');
  expect(number(dense, at(100, 105, 109, 300, 305))).toBe('3');
});

const truce: Fluent = {
  op: 'hold',
  openings: [{ event: { op: 'match', type: 'truce' }, lapse: 500 }],
  endings: [{ event: strikes, ends: 'all' }],
};
const run: Measure = { op: 'maxRun', fluent: truce, window };
const declared = (at: EventDraft['at']): EventDraft => ({ type: 'truce', at });

test('maxRun is the longest spell of those that start in the window, cut where it is measured to', () => {
  expect(number(run, { events: [], through })).toBe('0');
  expect(number(run, { events: [declared(100), strike(150), declared(300)], through })).toBe('500');
  expect(number(run, { events: [declared(900)], through })).toBe('100');
  expect(number({ ...run, measuredTo: 1200 }, { events: [declared(900)], through })).toBe('300');
  expect(number(run, { events: [declared(-100)], through })).toBe('0');
});

test('a run is decided as soon as it has lasted', () => {
  const claim = { op: 'compare', measure: run, is: '>=', value: 200 } as const;
  const evidence = evidenceOf({ events: [declared(100)], through: 350 });
  expect(evaluate({ kind: 'binary', claim, coverage }, evidence).verdict).toMatchObject({
    value: 'true',
    decidedAt: 300,
  });
  expect(truth(run, '>=', 200, { events: [declared(100)], through: 250 })).toBe('open');
});

test('the witness that reaches an amount decides it', () => {
  const question = (measure: Measure, value: number) =>
    ({ kind: 'binary', claim: { op: 'compare', measure, is: '>=', value }, coverage }) as const;
  const decidedAt = (measure: Measure, value: number, events: EventDraft[]) =>
    evaluate(question(measure, value), evidenceOf({ events, through })).verdict.decidedAt;
  expect(decidedAt(byActor, 2, [by('A', 1), by('A', 2), by('B', 3), by('C', 4)])).toBe(3);
  expect(decidedAt(deaths, 10, [killing(6, 1), killing(5, 20), killing(9, 30)])).toBe(20);
  expect(decidedAt(deaths, 100, [killing(6, 1)])).toBe(1000);
  const dense: Measure = { op: 'maxWindow', event: strikes, window, span: 10 };
  expect(decidedAt(dense, 2, [strike(1), strike(50), strike(55)])).toBe(55);
});

test('a pattern with sources counts only what one of them asserts', () => {
  const report = { reportId: 'r', recordId: 'r', offset: 0 };
  const told = (source: string, stance: 'asserts' | 'denies', at: number) =>
    strike(at, { reports: [{ ...report, source, stance }] });
  const pressOnly: Measure = {
    op: 'count',
    event: { op: 'match', type: 'strike', sources: ['press', 'un'] },
    window,
    by: 'event',
  };
  const events = [told('press', 'asserts', 1), told('desk', 'asserts', 2), told('press', 'denies', 3)];
  expect(number(pressOnly, { events, through })).toBe('1');
});
