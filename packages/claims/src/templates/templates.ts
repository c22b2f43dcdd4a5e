import { didYouMean } from '../language/nearest-word.ts';
import { termDraft } from '../text/index.ts';
import type { Refusal } from '../language/draft.ts';

/** What a slot takes: an event or a state as text or in the language's JSON, a date, a zone, a duration, or a word or number. */
export interface Slot {
  readonly name: string;
  readonly takes: 'event' | 'state' | 'date' | 'zone' | 'duration' | 'number' | 'ties' | 'comparison';
  readonly says: string;
  /** What it is where it is left out. */
  readonly usually?: string | number;
}

type Slots = Readonly<Record<string, unknown>>;

/** A common claim with places to fill. */
export interface Template {
  readonly name: string;
  readonly title: string;
  readonly slots: readonly Slot[];
  /** The claim as a draft: dates and durations are as they were put in. */
  readonly build: (slots: Slots) => object;
}

const from: Slot = { name: 'from', takes: 'date', says: 'first day or instant of the window' };
const until: Slot = { name: 'until', takes: 'date', says: 'the window ends before it' };
const zone: Slot = { name: 'zone', takes: 'zone', says: 'whose days the dates are', usually: 'UTC' };
const event: Slot = { name: 'event', takes: 'event', says: 'what is to happen' };
const state: Slot = { name: 'state', takes: 'state', says: 'what is to hold' };

function between(slots: Slots): object {
  return { op: 'between', from: slots['from'], until: slots['until'], zone: slots['zone'] };
}

function counted(slots: Slots, term: unknown, is: unknown, value: unknown): object {
  const measure = { op: 'count', event: term, window: between(slots), by: 'event' };
  return { op: 'compare', measure, is, value };
}

export const templates: readonly Template[] = [
  {
    name: 'exists-by',
    title: 'It happens before a date',
    slots: [event, from, until, zone],
    build: (slots) => counted(slots, slots['event'], '>=', 1),
  },
  {
    name: 'absence-while',
    title: 'It does not happen while a state holds; void if the state never does',
    slots: [
      event,
      state,
      from,
      until,
      zone,
      { name: 'ties', takes: 'ties', says: 'how to count what is reported for the time of an edge' },
    ],
    build: (slots) => ({
      op: 'given',
      claim: counted(
        slots,
        { op: 'during', event: slots['event'], fluent: slots['state'], ties: slots['ties'] },
        '=',
        0,
      ),
      condition: {
        op: 'compare',
        measure: { op: 'length', fluent: slots['state'], window: between(slots) },
        is: '>',
        value: 0,
      },
    }),
  },
  {
    name: 'before',
    title: 'One thing happens before another does; void if neither happens',
    slots: [event, { ...event, name: 'other', says: 'what it is to come before' }, from, until, zone],
    build: (slots) => ({
      op: 'given',
      claim: {
        op: 'compare',
        measure: { op: 'time', event: slots['event'], window: between(slots) },
        is: '<',
        value: {
          times: 1,
          measure: { op: 'time', event: slots['other'], window: between(slots) },
          plus: 0,
        },
      },
      condition: {
        op: 'or',
        of: [counted(slots, slots['event'], '>=', 1), counted(slots, slots['other'], '>=', 1)],
      },
    }),
  },
  {
    name: 'within-of',
    title: 'It happens within a time after the first of another; void if that never happens',
    slots: [
      event,
      { ...event, name: 'after', says: 'what it is to follow' },
      { name: 'within', takes: 'duration', says: 'how soon, such as 7d' },
      from,
      until,
      zone,
    ],
    build: (slots) => ({
      op: 'for',
      each: 'first',
      as: 'x',
      event: slots['after'],
      within: between(slots),
      claim: {
        op: 'compare',
        measure: {
          op: 'count',
          event: slots['event'],
          window: { op: 'relative', of: 'x', moreThan: 0, atMost: slots['within'] },
          by: 'event',
        },
        is: '>=',
        value: 1,
      },
    }),
  },
  {
    name: 'count-in-window',
    title: 'It happens so many times',
    slots: [
      event,
      { name: 'is', takes: 'comparison', says: 'how the number compares', usually: '>=' },
      { name: 'number', takes: 'number', says: 'how many times' },
      from,
      until,
      zone,
    ],
    build: (slots) => counted(slots, slots['event'], slots['is'], slots['number']),
  },
  {
    name: 'state-at',
    title: 'A state holds at an instant',
    slots: [state, { name: 'at', takes: 'date', says: 'when' }, zone],
    build: (slots) => ({ op: 'at', fluent: slots['state'], time: slots['at'], zone: slots['zone'] }),
  },
  {
    name: 'holds-for',
    title: 'A state that begins in a window holds without a break for so long',
    slots: [
      state,
      { name: 'length', takes: 'duration', says: 'for how long, such as 30d' },
      from,
      until,
      zone,
      {
        name: 'measuredTo',
        takes: 'date',
        says: 'up to when it is watched; earlier than its length after the window cuts off spells that begin late',
      },
    ],
    build: (slots) => ({
      op: 'compare',
      measure: {
        op: 'maxRun',
        fluent: slots['state'],
        window: between(slots),
        measuredTo: slots['measuredTo'],
      },
      is: '>=',
      value: slots['length'],
    }),
  },
];

export type Filled =
  | {
      readonly ok: true;
      readonly draft: object;
      /** The slot that a place in the draft was filled from, such as `/slots/event/actor`; the place itself for the rest. */
      readonly placeOf: (path: string) => string;
    }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** The draft that a template makes of what is put into its slots. Paths of refusals begin with `/slots`. */
export function fillTemplate(name: string, given: Slots): Filled {
  const found = templates.find((each) => each.name === name);
  if (found === undefined) {
    const names = templates.map((each) => each.name);
    return { ok: false, refusals: [{ path: '/template', message: oneOf('a template', names, name) }] };
  }
  const known = found.slots.map((slot) => slot.name);
  const unknown = Object.keys(given).filter((each) => !known.includes(each));
  const filled = found.slots.map(({ usually, ...slot }) => taken(slot, given[slot.name] ?? usually));
  const refusals = [
    ...unknown.map((each) => ({ path: `/slots/${each}`, message: oneOf('a slot', known, each) })),
    ...filled.flatMap(({ name: slot, refused }) =>
      refused === null ? [] : [{ path: `/slots/${slot}`, message: refused }],
    ),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const values = new Map(filled.map(({ name: slot, value }) => [slot, value]));
  const draft = found.build(Object.fromEntries(values));
  return { ok: true, draft, placeOf: (path) => placeIn(draft, values, path) };
}

interface Taken {
  readonly name: string;
  readonly value: unknown;
  readonly refused: string | null;
}

function taken({ name, takes, says }: Slot, value: unknown): Taken {
  if (value === undefined) return { name, value, refused: `expected ${says}` };
  if ((takes === 'event' || takes === 'state') && typeof value === 'string') {
    const term = termDraft(value, takes === 'event' ? 'Event' : 'Fluent');
    return term.ok ? { name, value: term.draft, refused: null } : { name, value, refused: term.message };
  }
  return { name, value, refused: kinds[takes].isRight(value) ? null : refusalFor(takes, value) };
}

function refusalFor(takes: Slot['takes'], value: unknown): string {
  const { expected } = kinds[takes];
  if (typeof value !== 'string') return `expected ${expected}, got ${JSON.stringify(value)}`.slice(0, 200);
  return `expected ${expected}, got ${value}${didYouMean(value, words[takes] ?? [])}`;
}

const words: { readonly [takes in Slot['takes']]?: readonly string[] } = {
  ties: ['unknown', 'inside', 'outside'],
  comparison: ['<', '<=', '=', '!=', '>=', '>'],
};

interface Kind {
  readonly isRight: (value: unknown) => boolean;
  readonly expected: string;
}

const isTerm = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isWord = (takes: 'ties' | 'comparison'): Kind => ({
  isRight: (value) => typeof value === 'string' && (words[takes] ?? []).includes(value),
  expected: (words[takes] ?? []).join(', '),
});

const kinds: Readonly<Record<Slot['takes'], Kind>> = {
  event: { isRight: isTerm, expected: 'an event such as "meeting.held among USA & RUS", or its JSON' },
  state: { isRight: isTerm, expected: 'a state such as "hold(opened by call.held lapse 30d)", or its JSON' },
  date: {
    isRight: (value) => isText(value) || isNumber(value),
    expected: 'a date such as 2025-08-06, or an instant',
  },
  zone: { isRight: isText, expected: 'a zone such as Europe/Berlin' },
  duration: {
    isRight: (value) => isNumber(value) || (typeof value === 'string' && /^\d+[smhdw]$/u.test(value)),
    expected: 'a duration such as 7d',
  },
  number: { isRight: isNumber, expected: 'a number' },
  ties: isWord('ties'),
  comparison: isWord('comparison'),
};

/** Goes down a draft to what was put into a slot. */
function placeIn(draft: object, values: ReadonlyMap<string, unknown>, path: string): string {
  const parts = path.split('/').slice(1);
  let node: unknown = draft;
  for (const [index, part] of parts.entries()) {
    node = typeof node === 'object' && node !== null ? Reflect.get(node, part) : undefined;
    const isLast = index === parts.length - 1;
    for (const [slot, value] of values) {
      const isFilled = node === value && (isLast || typeof node === 'object');
      if (isFilled) return ['', 'slots', slot, ...parts.slice(index + 1)].join('/');
    }
  }
  return path;
}

function oneOf(what: string, valid: readonly string[], written: string): string {
  return `expected ${what} (${valid.join(', ')}); got ${written}${didYouMean(written, valid)}`;
}
