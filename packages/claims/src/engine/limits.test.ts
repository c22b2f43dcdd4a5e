import { expect, test } from 'vitest';
import { verdictText } from '@casus/domain/verdict';
import { evaluate } from '../evaluate.ts';
import type { Evaluation } from '../evaluate.ts';
import type { Claim, EventTerm, Fluent, Window } from '../language/terms.ts';
import type { EventDraft } from '../testing/evidence.ts';
import { evidenceOf } from '../testing/evidence.ts';

const through = 100_000;
const strike: EventTerm & { op: 'match' } = { op: 'match', type: 'strike', actor: { var: 'who' } };
const strikes = Array.from({ length: 300 }, (_, index) => ({
  type: 'strike',
  id: `s${index}`,
  at: 100 + index * 10,
  actor: 'A',
}));
const window: Window & { op: 'between' } = {
  op: 'between',
  from: 0,
  until: 90_000,
  zone: 'UTC',
  offsets: [[0, 0]],
};
const call: EventTerm & { op: 'match' } = { op: 'match', type: 'call' };

function calls(count: number, draft: (index: number) => Partial<EventDraft> = () => ({})): EventDraft[] {
  return Array.from({ length: count }, (_, index) => ({ type: 'call', at: index * 4, ...draft(index) }));
}

function said(claim: Claim, events: EventDraft[]): Evaluation {
  return evaluate({ kind: 'binary', claim, coverage: [{ source: 'desk' }] }, evidenceOf({ events, through }));
}

/** Each call keeps it on for ten seconds, and ends what the one before opened. */
const renewed: Fluent = {
  op: 'hold',
  openings: [{ event: call, lapse: 10 }],
  endings: [{ event: call, ends: 'all' }],
};

test('events that end what they open anew are looked at in one order, not in all', () => {
  const length: Claim = {
    op: 'compare',
    measure: { op: 'length', fluent: renewed, window },
    is: '=',
    value: 299 * 4 + 10,
  };
  expect(verdictText(said(length, calls(300)).verdict.value)).toBe('true');
});

test('of events that open anew and overlap neither vouches for the other', () => {
  const at: Claim = { op: 'at', fluent: renewed, time: 8 };
  const overlapping = calls(60, (index) => ({ at: [index % 2, 8 + (index % 2)] }));
  expect(verdictText(said(at, overlapping).verdict.value)).toBe('indeterminate');
  expect(verdictText(said(at, calls(3)).verdict.value)).toBe('true');
});

test('the first of thousands of events in doubt is looked for', () => {
  const first: Claim = {
    op: 'for',
    each: 'first',
    as: 'x',
    event: call,
    within: window,
    claim: {
      op: 'compare',
      measure: {
        op: 'count',
        event: { op: 'match', type: 'strike' },
        window: { op: 'relative', of: 'x', moreThan: 0, atMost: 50 },
        by: 'event',
      },
      is: '>=',
      value: 1,
    },
  };
  const doubtful = calls(8000, () => ({ status: 'possible' }));
  const { verdict, certificate } = said(first, doubtful);
  expect(certificate.tooMany).toBe(false);
  expect(verdictText(verdict.value)).toBe('indeterminate');
  const begun = [{ type: 'call', at: 0 }, { type: 'strike', at: 30 }, ...doubtful.slice(1)];
  expect(verdictText(said(first, begun).verdict.value)).toBe('true');
});

test('what has too many events is said to be too much, not looked at', () => {
  const starts: Claim = {
    op: 'compare',
    measure: { op: 'count', event: { op: 'starts', event: call, quiet: 100 }, window, by: 'event' },
    is: '>=',
    value: 1,
  };
  const { verdict, certificate } = said(starts, calls(20_000));
  expect([verdictText(verdict.value), certificate.tooMany]).toEqual(['indeterminate', true]);
});

test('a proof that takes too long to make small is left as it is, and says so', () => {
  const many: Claim = {
    op: 'compare',
    measure: {
      op: 'distinct',
      event: { op: 'match', type: 'call', actor: { var: 'who' } },
      var: 'who',
      window,
    },
    is: '>=',
    value: 1000,
  };
  const named = calls(2000, (index) => ({ actor: `actor-${index}` }));
  const { verdict, certificate } = said(many, named);
  expect(verdictText(verdict.value)).toBe('true');
  expect(certificate.minimal).toBe(false);
  expect(certificate.basis.length).toBeGreaterThanOrEqual(1000);
  const few = said({ ...many, value: 3 } as Claim, named.slice(0, 6));
  expect([few.certificate.minimal, few.certificate.basis.length]).toEqual([true, 3]);
});

test('with less known more may join: that proves nothing, and is no failure', () => {
  const stop: EventTerm & { op: 'match' } = { op: 'match', type: 'stop' };
  const held: Fluent = {
    op: 'hold',
    openings: [{ event: call, lapse: 80_000 }],
    endings: [{ event: stop, ends: 'all' }],
  };
  const followed: Claim = {
    op: 'compare',
    measure: {
      op: 'count',
      event: {
        op: 'after',
        event: strike,
        earlier: { op: 'during', event: strike, fluent: held, ties: 'unknown' },
        moreThan: 0,
        atMost: 50,
      },
      window,
      by: 'event',
    },
    is: '>=',
    value: 5,
  };
  const { verdict, certificate } = said(followed, [
    { type: 'call', at: 0 },
    { type: 'stop', at: 300 },
    ...strikes,
  ]);
  expect(verdictText(verdict.value)).toBe('true');
  expect(certificate.tooMany).toBe(false);
});

test('what is too much to look at is so where nothing hangs on it, too', () => {
  const exists: Claim = {
    op: 'compare',
    measure: { op: 'count', event: call, window, by: 'event' },
    is: '>=',
    value: 1,
  };
  const follows: EventTerm = { op: 'after', event: strike, earlier: strike, moreThan: 0, atMost: 50 };
  const joined: Claim = {
    op: 'compare',
    measure: { op: 'count', event: follows, window, by: 'event' },
    is: '>=',
    value: 5,
  };
  const { verdict, certificate } = said({ op: 'given', claim: joined, condition: exists }, strikes);
  expect([verdictText(verdict.value), certificate.tooMany]).toEqual(['indeterminate', true]);
  const options = [
    { name: 'called', claim: exists },
    { name: 'followed', claim: joined },
  ];
  const choice = evaluate(
    { kind: 'choice', claim: { op: 'choice', options }, coverage: [{ source: 'desk' }] },
    evidenceOf({ events: [{ type: 'call', at: 5 }, ...strikes], through }),
  );
  expect([verdictText(choice.verdict.value), choice.certificate.tooMany]).toEqual(['indeterminate', true]);
});
