import { expect, test } from 'vitest';
import { describe } from '../english/index.ts';
import { compileClaim } from '../language/compile-claim.ts';
import { parseText, printAsked } from '../text/index.ts';
import { fillTemplate, templates } from './index.ts';

const sanctions = { op: 'match', type: 'sanction.imposed', actor: 'USA', target: 'RUS' };
const call = { op: 'match', type: 'call.held', participants: ['USA', 'RUS'] };
const talks = { op: 'hold', openings: [{ event: call, lapse: '30d' }], endings: [] };
const window = { from: '2025-01-01', until: '2025-07-01', zone: 'America/New_York' };

const filled = {
  'exists-by': [{ event: sanctions, ...window }, /^There are at least 1 sanctions/],
  'absence-while': [
    { event: sanctions, state: talks, ties: 'unknown', ...window },
    /^There are no sanctions .* while the talks hold .*; void unless the talks hold at some time/,
  ],
  before: [
    { event: call, other: sanctions, ...window },
    /^The instant of the first of calls .* is before the instant of the first of sanctions/,
  ],
  'within-of': [
    { event: sanctions, after: call, within: '7d', ...window },
    /^For the first of the calls .* \(void if there is none\), there are at least 1 sanctions .* within 7 days after it/,
  ],
  'count-in-window': [{ event: sanctions, number: 3, ...window }, /^There are at least 3 sanctions/],
  'state-at': [{ state: talks, at: '2025-03-01', zone: 'UTC' }, /^The talks hold at 1 March 2025/],
  'holds-for': [
    { state: talks, length: '45d', measuredTo: '2025-08-15', ...window },
    /^The longest spell .* is at least 45 days/,
  ],
} as const;

test.each(Object.entries(filled))('%s makes a claim, in English and in text', (name, [slots, english]) => {
  const made = fillTemplate(name, slots);
  if (!made.ok) throw new Error(JSON.stringify(made.refusals));
  const compiled = compileClaim(made.draft);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.refusals));
  expect(describe(compiled.claim)).toMatch(english);
  expect(parseText(printAsked(compiled.claim))).toMatchObject({ ok: true, claim: compiled.claim });
});

test('every template is tried', () => {
  expect(Object.keys(filled)).toEqual(templates.map(({ name }) => name));
});

test('a template that does not exist, and slots that are missing or too many, are named', () => {
  expect(fillTemplate('exist-by', {})).toMatchObject({
    refusals: [{ path: '/template', message: expect.stringMatching(/did you mean exists-by\?$/) as unknown }],
  });
  const { event: _, ...without } = { event: sanctions, ...window };
  expect(fillTemplate('exists-by', { ...without, evnt: sanctions })).toMatchObject({
    refusals: [
      { path: '/slots/evnt', message: expect.stringMatching(/did you mean event\?$/) as unknown },
      { path: '/slots/event', message: 'expected what is to happen' },
    ],
  });
});

test('events and states may be texts', () => {
  const texts = {
    event: 'sanction.imposed by USA on RUS',
    state: 'hold(opened by call.held among USA & RUS lapse 30d)',
  };
  const made = fillTemplate('absence-while', { ...texts, ties: 'unknown', ...window });
  const json = fillTemplate('absence-while', { event: sanctions, state: talks, ties: 'unknown', ...window });
  expect(made.ok && json.ok && compileClaim(made.draft)).toEqual(json.ok && compileClaim(json.draft));
});

test('what a slot does not take is told at the slot', () => {
  const slots = { event: 'meeting.held amongst USA', after: 7, within: '7 days', ...window, zone: 3 };
  expect(fillTemplate('within-of', slots)).toMatchObject({
    refusals: [
      { path: '/slots/event', message: expect.stringMatching(/did you mean among\?/) as unknown },
      { path: '/slots/after', message: expect.stringMatching(/^expected an event such as/) as unknown },
      { path: '/slots/within', message: 'expected a duration such as 7d, got 7 days' },
      { path: '/slots/zone', message: 'expected a zone such as Europe/Berlin, got 3' },
    ],
  });
  const named = { state: talks, ties: 'unknwon', event: sanctions, ...window };
  expect(fillTemplate('absence-while', named)).toMatchObject({
    refusals: [{ path: '/slots/ties', message: expect.stringMatching(/did you mean unknown\?$/) as unknown }],
  });
});

test('what is refused of the claim is told at the slot that it came from', () => {
  const made = fillTemplate('exists-by', { event: { ...sanctions, actr: 'USA' }, ...window, zone: 'Mars' });
  if (!made.ok) throw new Error(JSON.stringify(made.refusals));
  expect(made.placeOf('/measure/event/actr')).toBe('/slots/event/actr');
  expect(made.placeOf('/measure/window/zone')).toBe('/slots/zone');
  expect(made.placeOf('/measure/window')).toBe('/measure/window');
});
