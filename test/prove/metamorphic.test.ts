import { evaluate, touches, touchMask } from '@casus/claims';
import type { ClaimQuestion } from '@casus/claims';
import type { AttributeValue, CoverageStretch, Evidence, WorldEvent } from '@casus/domain/evidence';
import { isDecided, verdictText } from '@casus/domain/verdict';
import { expect, test, vi } from 'vitest';
import { diceOf } from './dice.ts';
import { caseOf } from './prove.ts';
import { seededRandom } from '../faults/random.ts';
import type { SmallCase } from './small-world.ts';
import { evidenceOf, patternsIn } from './small-world.ts';

vi.setConfig({ testTimeout: 120_000 });

const seed = 7_000_000;
const cases = Array.from({ length: 400 }, (_, index) => caseOf(seed + index));

function said(small: SmallCase, evidence: Evidence = evidenceOf(small)): string {
  const { verdict } = evaluate(small.question, evidence);
  const { value, asKnown, decidedAt } = verdict;
  return `${verdictText(value)} ${verdictText(asKnown)} ${decidedAt}`;
}

function valueOf(small: SmallCase): string {
  return verdictText(evaluate(small.question, evidenceOf(small)).verdict.value);
}

function shuffled<T>(values: readonly T[], random: () => number): readonly T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

test('the order in which events and coverage are given does not matter', () => {
  for (const [index, small] of cases.entries()) {
    const random = seededRandom(index);
    const events = shuffled(small.events, random);
    const stretches = shuffled(small.stretches, random);
    const evidence = evidenceOf({ events, stretches });
    expect(evaluate(small.question, evidence), `case ${seed + index}`).toEqual(
      evaluate(small.question, evidenceOf(small)),
    );
  }
});

test('the same input gives the same verdict and certificate', () => {
  for (const small of cases.slice(0, 100)) {
    const once = evaluate(small.question, evidenceOf(small));
    const copy: ClaimQuestion = JSON.parse(JSON.stringify(small.question)) as ClaimQuestion;
    expect(evaluate(copy, evidenceOf(small))).toEqual(once);
  }
});

test('a claim negated has the opposite value, decided at the same time', () => {
  const opposite: Readonly<Record<string, string>> = { true: 'false', false: 'true' };
  for (const [index, small] of cases.entries()) {
    const { question } = small;
    if (question.kind !== 'binary') continue;
    const negated: SmallCase = {
      ...small,
      question: { ...question, claim: { op: 'not', claim: question.claim } },
    };
    const expected = said(small)
      .split(' ')
      .map((word) => opposite[word] ?? word)
      .join(' ');
    expect(said(negated), `case ${seed + index}`).toBe(expected);
  }
});

/** Fields that hold instants; durations stay. */
const instants = new Set(['from', 'until', 'at', 'end', 'time', 'measuredTo']);

function shifted(value: unknown, by: number): unknown {
  if (Array.isArray(value)) return value.map((each) => shifted(each, by));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => {
    if (typeof each === 'number' && instants.has(key)) return [key, each + by];
    if (key === 'value' && typeof each === 'number' && isTime(value)) return [key, each + by];
    if (key === 'offsets') return [key, [[0, 86_393]]];
    if (key === 'days') return [key, JSON.parse(daysLater(JSON.stringify(each), by))];
    return [key, shifted(each, by)];
  });
  return Object.fromEntries(entries);
}

function daysLater(text: string, by: number): string {
  return text.replaceAll(/\d{4}-\d{2}-\d{2}/g, (day) =>
    new Date(Date.parse(day) + by * 1000).toISOString().slice(0, 10),
  );
}

function isTime(value: object): boolean {
  return 'measure' in value && (value.measure as { op: string }).op === 'time';
}

function shiftedEvent(event: WorldEvent, by: number): WorldEvent {
  const { from, to } = event.interval;
  const attributes = Object.fromEntries(
    Object.entries(event.attributes).map(([name, values]) => [
      name,
      values.map((value): AttributeValue =>
        typeof value === 'object' && 'ends' in value ? { ends: value.ends.map((end) => end + by) } : value,
      ),
    ]),
  );
  return { ...event, attributes, interval: { from: from + by, to: to + by } };
}

test('everything a day later gives the same value, decided a day later', () => {
  const by = 86_400;
  for (const [index, small] of cases.entries()) {
    const moved: SmallCase = {
      question: shifted(small.question, by) as ClaimQuestion,
      events: small.events.map((event) => shiftedEvent(event, by)),
      stretches: small.stretches.map((each): CoverageStretch => ({
        ...each,
        from: each.from + by,
        to: each.to + by,
      })),
    };
    const evidence = evidenceOf(moved);
    const later: Evidence = {
      ...evidence,
      logTime: evidence.logTime + by * 1000,
      affiliationsOf: (actor) =>
        evidence.affiliationsOf(actor).map((each) => ({ ...each, from: each.from + by, to: each.to + by })),
    };
    const [value, , decidedAt] = said(moved, later).split(' ');
    const [expected, , expectedAt] = said(small).split(' ');
    expect(value, `case ${seed + index}`).toBe(daysLater(expected ?? '', by));
    const due = expectedAt === 'null' ? 'null' : String(Number(expectedAt) + by);
    expect(decidedAt, `case ${seed + index}`).toBe(due);
  }
});

test('other ids for events give the same verdict', () => {
  for (const [index, small] of cases.entries()) {
    const name = (id: string): string => `zz-${id.split('').toReversed().join('')}`;
    const events = small.events.map((event): WorldEvent => ({
      ...event,
      id: name(event.id),
      roots: event.roots.map(name),
    }));
    expect(said({ ...small, events }), `case ${seed + index}`).toBe(said(small));
  }
});

test('events of another type change nothing and touch nothing', () => {
  for (const [index, small] of cases.entries()) {
    const noise = small.events.map((event): WorldEvent => ({
      ...event,
      id: `noise-${event.id}`,
      type: 'weather',
      roots: [`noise-${event.id}`],
    }));
    expect(said({ ...small, events: [...small.events, ...noise] }), `case ${seed + index}`).toBe(said(small));
    const change = { kind: 'event', type: 'weather', actors: ['X'], from: 0, to: 9 } as const;
    expect(touches(touchMask(small.question), change)).toBe(false);
  }
});

test('an event that touches nothing can be taken away', () => {
  let untouched = 0;
  for (const [index, small] of cases.entries()) {
    const mask = touchMask(small.question);
    for (const event of small.events) {
      const actors = [event.actor, ...event.participants].filter((each) => each !== null);
      const known = actors.includes('D') ? [...actors, 'X'] : actors;
      const change = { kind: 'event', type: event.type, actors: known, ...event.interval } as const;
      if (touches(mask, change)) continue;
      untouched += 1;
      const events = small.events.filter((each) => each !== event);
      expect(said({ ...small, events }), `case ${seed + index}`).toBe(said(small));
    }
  }
  expect(untouched).toBeGreaterThan(100);
});

test('a decided value stays as more is read', () => {
  for (const [index, small] of cases.entries()) {
    const before = valueOf(small);
    if (before === 'open' || before === 'indeterminate') continue;
    for (const further of [1, 2, 10]) {
      const stretches = small.stretches.map((each) => ({ ...each, to: each.to + further }));
      expect(valueOf({ ...small, stretches }), `case ${seed + index}`).toBe(before);
    }
  }
});

test('a decided value stays as an interval narrows, where ties are unknown', () => {
  let narrowed = 0;
  for (const [index, small] of cases.entries()) {
    if (/"ties":"(inside|outside)"/.test(JSON.stringify(small.question.claim))) continue;
    const before = valueOf(small);
    if (before === 'open' || before === 'indeterminate') continue;
    for (const event of small.events.filter(({ interval }) => interval.to - interval.from > 1)) {
      narrowed += 1;
      const { from, to } = event.interval;
      for (let at = from; at < to; at += 1) {
        const precise = { ...event, interval: { from: at, to: at + 1 } };
        const events = small.events.map((each) => (each === event ? precise : each));
        expect(valueOf({ ...small, events }), `case ${seed + index}`).toBe(before);
      }
    }
  }
  expect(narrowed).toBeGreaterThan(20);
});

test('a doubt resolved either way keeps a decided value', () => {
  for (const [index, small] of cases.entries()) {
    const before = valueOf(small);
    if (before === 'open' || before === 'indeterminate') continue;
    for (const event of small.events.filter(({ status }) => status === 'possible')) {
      const without = small.events.filter((each) => each !== event);
      const confirmed: WorldEvent = { ...event, status: 'certain' };
      expect(valueOf({ ...small, events: without }), `case ${seed + index}`).toBe(before);
      expect(valueOf({ ...small, events: [...without, confirmed] }), `case ${seed + index}`).toBe(before);
    }
  }
});

test('one more event of a pattern only raises its plain count', () => {
  const dice = diceOf(seededRandom(seed));
  let raised = 0;
  for (const small of cases) {
    const [event] = small.events;
    const [pattern] = patternsIn(small.question.claim);
    if (event === undefined || pattern === undefined) continue;
    const window = { op: 'between', from: 3, until: 9, zone: 'UTC', offsets: [[0, 0]] } as const;
    const stretches = [{ source: 'p', type: '*', from: -100, to: 100, recordId: 'c', offset: 0 }];
    const question: ClaimQuestion = {
      kind: 'numeric',
      claim: { op: 'count', event: { op: 'match', type: event.type }, window, by: 'event' },
      coverage: [{ source: 'p' }],
    };
    const at = dice.between(3, 8);
    const more: WorldEvent = { ...event, id: 'more', status: 'certain', interval: { from: at, to: at + 1 } };
    const counted = evaluate(question, evidenceOf({ events: small.events, stretches })).verdict.value;
    const after = evaluate(question, evidenceOf({ events: [...small.events, more], stretches })).verdict
      .value;
    if (!isDecided(counted)) continue;
    raised += 1;
    expect(Number(verdictText(after))).toBe(Number(verdictText(counted)) + 1);
  }
  expect(raised).toBeGreaterThan(100);
});
