import { expect, test } from 'vitest';
import { sanctionsClaim } from '../corpus/demonstration.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { compileClaim } from '../language/compile-claim.ts';
import { knownAt, sources } from '../testing/talks-2025.ts';
import { outlook } from './outlook.ts';
import type { Outlook } from './outlook.ts';
import { outlookText } from './text.ts';

const coverage = sources.map((source) => ({ source }));

function asked(draft: object): ClaimQuestion {
  const compiled = compileClaim(draft);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.refusals));
  return { kind: 'binary', claim: compiled.claim, coverage };
}

function outlookAt(question: ClaimQuestion, instant: string): Outlook {
  const looks = outlook(question, knownAt(instant));
  for (;;) {
    const { done, value } = looks.next();
    if (done === true) return value;
  }
}

const presidents = { op: 'match', type: 'meeting.held', participants: ['Donald Trump', 'Vladimir Putin'] };

function within(from: string, until: string, is: string, value: number): ClaimQuestion {
  const window = { op: 'between', from, until, zone: 'UTC' };
  return asked({
    op: 'compare',
    measure: { op: 'count', event: presidents, window, by: 'event' },
    is,
    value,
  });
}

const second = (iso: string): number => Date.parse(iso) / 1000;

test('what is to exist becomes true by one more event, from now on until the window ends', () => {
  const question = within('2025-09-01', '2025-10-01', '>=', 1);
  const { asKnown, flips, next } = outlookAt(question, '2025-09-10T12:00:00Z');
  expect(asKnown).toBe('false');
  expect(flips).toHaveLength(1);
  expect(flips[0]).toMatchObject({ value: 'true', until: second('2025-10-01T00:00:00Z') });
  expect(flips[0]?.from).toBeGreaterThanOrEqual(second('2025-09-10T11:00:00Z'));
  expect(next).toContain(second('2025-10-01T00:00:00Z'));
});

test('what is to be absent becomes false by one event', () => {
  const { asKnown, flips } = outlookAt(within('2025-09-01', '2025-10-01', '=', 0), '2025-09-10T12:00:00Z');
  expect(asKnown).toBe('true');
  expect(flips.map(({ value }) => value)).toEqual(['false']);
});

test('what one event cannot change is not told', () => {
  expect(outlookAt(within('2025-09-01', '2025-10-01', '>=', 2), '2025-09-10T12:00:00Z').flips).toEqual([]);
  expect(outlookAt(within('2025-07-01', '2025-08-01', '>=', 1), '2025-09-10T12:00:00Z').flips).toEqual([]);
});

test('while talks are alive it is sanctions that make a no, and it says so in English', () => {
  const reading = { sanctions: 'eo14024', talks: 'top', mode: 'window', cancellation: 'named' } as const;
  const question = asked(sanctionsClaim(reading));
  const found = outlookAt(question, '2025-09-01T12:00:00Z');
  const { flips } = outlookText(question.claim, found);
  expect(found.flips.some(({ value }) => value === 'false')).toBe(true);
  expect(flips.some((text) => /^One more of .*sanctions.* makes it no\.$/u.test(text))).toBe(true);
});

test('an event that is not confirmed is told with what hangs on it', () => {
  const question = within('2025-09-01', '2025-10-01', '>=', 1);
  const evidence = knownAt('2025-09-10T12:00:00Z');
  const [meeting] = evidence.eventsOf('meeting.held');
  if (meeting === undefined) throw new Error('nobody met');
  const from = second('2025-09-05T00:00:00Z');
  const possible = {
    ...meeting,
    id: 'perhaps',
    status: 'possible' as const,
    participants: ['Donald Trump', 'Vladimir Putin'],
    interval: { from, to: from + 3600 },
  };
  const looks = outlook(question, {
    ...evidence,
    eventsOf: (type) => [...evidence.eventsOf(type), ...('meeting.held'.startsWith(type) ? [possible] : [])],
  });
  let step = looks.next();
  while (step.done !== true) step = looks.next();
  expect(step.value.unconfirmed).toEqual([{ event: possible, ifSo: 'true', ifNot: 'false' }]);
  const { unconfirmed } = outlookText(question.claim, step.value);
  expect(unconfirmed[0]).toMatch(/^If it is confirmed that .* on .*: yes; if it is not: no\.$/u);
});
