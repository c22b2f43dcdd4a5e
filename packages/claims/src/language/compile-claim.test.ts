import { expect, test } from 'vitest';
import { ceasefireClaim, sanctionsClaim, summitClaim, tariffClaim } from '../corpus/demonstration.ts';
import { warningsOf } from './actor-names.ts';
import { compileClaim, compileMeasure } from './compile-claim.ts';
import { claimSchema } from './schema.ts';

const window = { op: 'between', from: '2025-08-06', until: '2025-10-24', zone: 'America/New_York' };
const strikes = { op: 'match', type: 'strike' };
const count = { op: 'count', event: strikes, window, by: 'event' };
const exists = { op: 'compare', measure: count, is: '>=', value: 1 };

function refusals(draft: unknown): readonly string[] {
  const compiled = compileClaim(draft);
  return compiled.ok ? [] : compiled.refusals.map(({ path, message }) => `${path} ${message}`);
}

test('dates become instants of the zone, with the offsets in use', () => {
  expect(compileMeasure(count)).toEqual({
    ok: true,
    claim: {
      ...count,
      window: {
        ...window,
        from: Date.parse('2025-08-06T04:00:00Z') / 1000,
        until: Date.parse('2025-10-24T04:00:00Z') / 1000,
        offsets: [[Date.parse('2025-08-06T04:00:00Z') / 1000, -4 * 3600]],
      },
    },
  });
});

test('a window over a change of the clock carries both offsets', () => {
  const compiled = compileMeasure({ ...count, window: { ...window, until: '2025-12-01' } });
  const span = compiled.ok && compiled.claim.window.op === 'between' ? compiled.claim.window : null;
  expect(span?.until).toBe(Date.parse('2025-12-01T05:00:00Z') / 1000);
  expect(span?.offsets[1]).toEqual([Date.parse('2025-11-02T06:00:00Z') / 1000, -5 * 3600]);
});

test('through a day is until its end', () => {
  const { until: _, ...open } = window;
  const compiled = compileMeasure({ ...count, window: { ...open, through: '2025-08-08' } });
  const span = compiled.ok && compiled.claim.window.op === 'between' ? compiled.claim.window : null;
  expect(span?.until).toBe(Date.parse('2025-08-09T04:00:00Z') / 1000);
});

test('what is compiled is stored, and compiles to itself', () => {
  const reading = { sanctions: 'any', talks: 'all', mode: 'episode', cancellation: 'all' } as const;
  for (const draft of [sanctionsClaim(reading), ceasefireClaim, tariffClaim, summitClaim]) {
    const compiled = compileClaim(draft);
    if (!compiled.ok) throw new Error('refused');
    const stored: unknown = JSON.parse(JSON.stringify(compiled.claim));
    expect(claimSchema.parse(stored)).toEqual(compiled.claim);
    expect(compileClaim(stored)).toEqual(compiled);
  }
});

test.each([
  ['a misspelt word', { ...exists, is: '=>' }, /^\/is /],
  [
    'an unknown field',
    { ...exists, vlaue: 1 },
    /^\/vlaue expected op, measure, is, value; got vlaue, did you mean value\?/,
  ],
  ['a term that does not exist', { ...exists, measure: { ...count, op: 'tally' } }, /^\/measure\/op /],
  [
    'a day that does not exist',
    { ...exists, measure: { ...count, window: { ...window, from: '2025-02-30' } } },
    /^\/measure\/window\/from /,
  ],
  [
    'a zone that nobody knows',
    { ...exists, measure: { ...count, window: { ...window, zone: 'Mars' } } },
    /unknown zone Mars/,
  ],
  [
    'a date in words',
    { ...exists, measure: { ...count, window: { ...window, from: 'Monday' } } },
    /expected a date such as/,
  ],
  [
    'a window that ends first',
    { ...exists, measure: { ...count, window: { ...window, until: '2025-08-06' } } },
    /ends after it begins/,
  ],
  [
    'a window over ten years',
    { ...exists, measure: { ...count, window: { ...window, until: '2036-08-06' } } },
    /at most 10 years/,
  ],
  [
    'a spell without a ties rule',
    {
      ...exists,
      measure: { ...count, window: { op: 'spell', fluent: { op: 'quiet', event: strikes }, window } },
    },
    /^\/measure\/window\/ties /,
  ],
  [
    'a relative window without its event',
    { ...exists, measure: { ...count, window: { op: 'relative', of: 'x', moreThan: 0, atMost: '1d' } } },
    /name of an enclosing "for", got x/,
  ],
  [
    'a variable that nothing binds',
    {
      ...exists,
      measure: { ...count, event: { ...strikes, where: [{ attribute: 'p', not: { var: 'v' } }] } },
    },
    /bound by an earlier event/,
  ],
])('%s is refused where it stands', (_, draft, expected) => {
  expect(refusals(draft).join('\n')).toMatch(expected);
});

test('a join without a shared variable is refused', () => {
  const event = { op: 'after', event: strikes, earlier: strikes, moreThan: 0, atMost: '1d' };
  expect(refusals({ ...exists, measure: { ...count, event } })).toEqual([
    '/measure/event expected a variable that both events share',
  ]);
});

test('a join of three patterns is refused', () => {
  const bound = { ...strikes, where: [{ attribute: 'p', is: { var: 'v' } }] };
  const inner = { op: 'after', event: bound, earlier: bound, moreThan: 0, atMost: '1d' };
  const event = { op: 'after', event: inner, earlier: bound, moreThan: 0, atMost: '1d' };
  expect(refusals({ ...exists, measure: { ...count, event } })).toEqual([
    '/measure/event expected at most 2 joined patterns, got 3',
  ]);
});

test('more than 40 terms are refused', () => {
  const of = Array.from({ length: 11 }, () => exists);
  expect(refusals({ op: 'and', of })).toEqual([' expected at most 40 terms, got 45']);
});

test('more than 4 holds in a fluent are refused', () => {
  const hold = { op: 'hold', openings: [{ event: strikes, lapse: '1d' }], endings: [] };
  const fluent = { op: 'or', of: Array.from({ length: 5 }, () => hold) };
  expect(refusals({ op: 'at', fluent, time: '2025-08-06T00:00:00Z' })).toEqual([
    '/fluent expected at most 4 holds, got 5',
  ]);
});

test('an opening until a date holds for 90 days at most unless it says otherwise', () => {
  const opening = { event: strikes, until: { attribute: 'due', grace: '1d' } };
  const fluent = { op: 'hold', openings: [opening], endings: [] };
  const compiled = compileClaim({ op: 'at', fluent, time: '2025-08-06T00:00:00Z' });
  expect(compiled).toMatchObject({
    ok: true,
    claim: { fluent: { openings: [{ longest: 90 * 86_400, until: { grace: 86_400 } }] } },
  });
});

test('a misspelt word is refused with the nearest valid one', () => {
  expect(refusals({ ...exists, measure: { ...count, op: 'cuont' } })).toEqual([
    '/measure/op expected count, distinct, sum, maxWindow, maxRun, length, time; got cuont, did you mean count?',
  ]);
  expect(refusals({ ...exists, measure: { ...count, by: 'dya' } })).toEqual([
    '/measure/by expected event, day; got dya, did you mean day?',
  ]);
  expect(refusals({ op: 'zzzzzzzz' })[0]).not.toMatch(/did you mean/);
});

const types = [
  {
    type: 'strike.air',
    attributes: { deaths: { kind: 'number', min: 0, max: 1000 }, target: { kind: 'text' } },
  },
  { type: 'strike.sea', attributes: { deaths: { kind: 'number', min: 0, max: 500 } } },
  { type: 'raid', attributes: { loot: { kind: 'number', min: 0 } } },
];

function refusedBy(event: object): readonly string[] {
  const compiled = compileClaim({ ...exists, measure: { ...count, event } }, { types });
  return compiled.ok ? [] : compiled.refusals.map(({ path, message }) => `${path} ${message}`);
}

test('a type that is not registered is refused with the nearest one', () => {
  expect(refusedBy({ op: 'match', type: ['strike', 'raid'] })).toEqual([]);
  expect(refusedBy({ op: 'match', type: 'strike.ari' })).toEqual([
    '/measure/event/type expected a registered type; got strike.ari, did you mean strike.air?',
  ]);
});

test('an attribute that no such type has is refused with the nearest one', () => {
  expect(refusedBy({ op: 'match', type: 'strike', where: [{ attribute: 'deaht', is: 1 }] })).toEqual([
    '/measure/event/where/0/attribute expected an attribute of strike (deaths, target); got deaht, did you mean deaths?',
  ]);
});

test('a sum takes the range that its types state, and refuses an attribute without one', () => {
  const sum = (type: string, attribute: string) =>
    compileMeasure({ op: 'sum', event: { op: 'match', type }, attribute, window }, { types });
  expect(sum('strike', 'deaths')).toMatchObject({ ok: true, claim: { range: { min: 0, max: 1000 } } });
  expect(sum('raid', 'loot')).toMatchObject({ ok: false, refusals: [{ path: '/attribute' }] });
  expect(sum('strike', 'target')).toMatchObject({ ok: false, refusals: [{ path: '/attribute' }] });
});

test('a window can begin when the question opens', () => {
  const draft = { ...exists, measure: { ...count, window: { ...window, from: 'opening' } } };
  const opensAt = Date.parse('2025-09-01T10:00:00Z') / 1000;
  expect(compileClaim(draft, { opensAt })).toMatchObject({
    ok: true,
    claim: { measure: { window: { from: opensAt } } },
  });
  expect(refusals(draft).join()).toMatch(/^\/measure\/window\/from expected a date/);
});

test('far more than 40 terms are refused before they are understood', () => {
  const wrong = { op: 'and', of: Array.from({ length: 300 }, () => ({ op: 'compare', measur: count })) };
  expect(refusals(wrong)).toEqual([' expected at most 40 terms, got more than 80']);
});

test('what is too deep or too wide is refused before it is looked at', () => {
  let deep: unknown = exists;
  for (let depth = 0; depth < 50_000; depth += 1) deep = { op: 'not', claim: deep };
  expect(refusals(deep)[0]).toMatch(/expected at most 4000 objects/);
  const wide = { op: 'and', of: Array.from({ length: 100_000 }, () => exists) };
  expect(refusals(wide)[0]).toMatch(/expected at most 4000 objects/);
});

test('a day that does not exist, a zone that nobody knows and a window of decades are told for what they are', () => {
  const told = (fields: object): unknown => {
    const compiled = compileClaim({ ...exists, measure: { ...count, window: { ...window, ...fields } } });
    return compiled.ok ? [] : compiled.refusals;
  };
  expect(told({ from: '2025-02-30' })).toEqual([
    { path: '/measure/window/from', message: expect.stringContaining('got 2025-02-30') as unknown },
  ]);
  expect(told({ zone: 'Europe/Berlim' })).toEqual([
    { path: '/measure/window/zone', message: 'unknown zone Europe/Berlim, did you mean Europe/Berlin?' },
  ]);
  expect(told({ until: '2045-09-01' })).toEqual([
    { path: '/measure/window', message: 'expected a window of at most 10 years' },
  ]);
});

const actors = {
  idOf: (name: string): string | undefined =>
    ({ usa: 'USA', 'united states': 'USA', rus: 'RUS' })[name.toLowerCase()],
  names: ['USA', 'United States', 'RUS'],
};

test('an alias stands for the id by which records name an actor', () => {
  const event = { ...strikes, participants: ['united states', { in: ['rus', 'Hamas'] }] };
  expect(compileClaim({ ...exists, measure: { ...count, event } }, { actors })).toMatchObject({
    claim: { measure: { event: { participants: ['USA', { in: ['RUS', 'Hamas'] }] } } },
  });
});

test('an actor that nobody registered is warned of, with the nearest; a source is refused', () => {
  const asked = (fields: object): unknown => ({
    ...exists,
    measure: { ...count, event: { ...strikes, ...fields } },
  });
  const compiled = compileClaim(asked({ actor: { not: 'RUZ' }, target: 'states' }), { actors });
  expect(compiled.ok && warningsOf(compiled.claim, actors)).toEqual([
    'no registered actor is called RUZ: only reports that name it just so can match; did you mean RUS?',
    'no registered actor is called states: only reports that name it just so can match; did you mean United States?',
  ]);
  const [path, message] = [
    '/measure/event/sources/0',
    'expected a registered source; got prss, did you mean press?',
  ];
  expect(compileClaim(asked({ sources: ['prss'] }), { sources: ['press'] })).toEqual({
    ok: false,
    refusals: [{ path, message }],
  });
});

test('a bound has the unit of what it bounds', () => {
  const bounded = (measure: object, value: unknown): readonly string[] =>
    refusals({ op: 'compare', measure, is: '>=', value });
  const length = { op: 'length', fluent: { op: 'quiet', event: strikes }, window };
  const time = { op: 'time', event: strikes, window };
  expect(bounded(count, '30d').join()).toContain('expected a number; got 30d');
  expect(bounded(length, '2025-09-01').join()).toContain('expected a duration such as 30d; got 2025-09-01');
  expect(bounded(time, '30d').join()).toContain('expected a date or an instant; got 30d');
  expect([bounded(length, '30d'), bounded(time, '2025-09-01'), bounded(count, 3)]).toEqual([[], [], []]);
});
