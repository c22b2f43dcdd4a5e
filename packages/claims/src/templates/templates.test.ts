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
    /^The instant of the first of calls .* is less than/,
  ],
  'within-of': [
    { event: sanctions, after: call, within: '7d', ...window },
    /^For the first of the calls .* there are at least 1 sanctions .* within 7 days after it/,
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
