import { expect, test } from 'vitest';
import { sanctionsClaim } from './corpus/demonstration.ts';
import type { ClaimQuestion } from './engine/outcome.ts';
import { compileClaim } from './language/compile-claim.ts';
import { reachOf } from './language/reach.ts';
import { utc } from './testing/talks-2025.ts';
import { touches, touchMask } from './touch.ts';

const compiled = compileClaim(
  sanctionsClaim({ sanctions: 'any', talks: 'top', mode: 'window', cancellation: 'named' }),
);
if (!compiled.ok) throw new Error('refused');
const question: ClaimQuestion = { kind: 'binary', claim: compiled.claim, coverage: [{ source: 'press' }] };
const mask = touchMask(question);

const day = (instant: string): { from: number; to: number } => ({
  from: utc(instant),
  to: utc(instant) + 86_400,
});

test.each([
  ['a sanction by the asked on the asked', 'sanction.imposed', ['USA', 'RUS'], '2025-08-14T00:00:00Z', true],
  ['one by somebody else', 'sanction.imposed', ['EU', 'RUS'], '2025-08-14T00:00:00Z', false],
  [
    'a meeting of the asked',
    'meeting.held',
    ['Donald Trump', 'USA', 'Vladimir Putin', 'RUS'],
    '2025-08-15T00:00:00Z',
    true,
  ],
  [
    'a meeting with somebody else',
    'meeting.held',
    ['Donald Trump', 'Volodymyr Zelensky'],
    '2025-08-15T00:00:00Z',
    false,
  ],
  ['another type', 'statement.made', ['USA', 'RUS'], '2025-08-15T00:00:00Z', false],
  [
    'what opened talks long before',
    'meeting.held',
    ['Steve Witkoff', 'Vladimir Putin'],
    '2025-02-11T00:00:00Z',
    false,
  ],
  ['what comes after the window', 'sanction.imposed', ['USA', 'RUS'], '2025-11-14T00:00:00Z', false],
])('%s', (...[, type, actors, instant, expected]) => {
  expect(touches(mask, { kind: 'event', type, actors, ...day(instant) })).toBe(expected);
});

test('the reading of a source of the question touches it, that of another does not', () => {
  expect(touches(mask, { kind: 'coverage', source: 'press', type: '*' })).toBe(true);
  expect(touches(mask, { kind: 'coverage', source: 'wire', type: '*' })).toBe(false);
});

test('what may change anything touches everything', () => {
  expect(touches(mask, { kind: 'everything' })).toBe(true);
});

test('a claim looks back by its longest hold, and no further ahead than its window', () => {
  expect(reachOf(question.claim)).toEqual({
    from: utc('2025-08-06T04:00:00Z') - 90 * 86_400 - 1,
    to: utc('2025-10-24T04:00:00Z'),
  });
});
