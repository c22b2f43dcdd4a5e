import { expect, test } from 'vitest';
import type { Claim } from '../language/terms.ts';
import { evidenceOf } from '../testing/evidence.ts';
import type { EventDraft } from '../testing/evidence.ts';
import type { SettlingRule, Step } from './follow.ts';
import { dueAt, follow, notYetSaid, observe, pass } from './follow.ts';

const hourMs = 3_600_000;
const exists: Claim = {
  op: 'compare',
  measure: {
    op: 'count',
    event: { op: 'match', type: 'strike' },
    window: { op: 'between', from: 0, until: 1000, zone: 'UTC', offsets: [[0, 0]] },
    by: 'event',
  },
  is: '>=',
  value: 1,
};

const rule: SettlingRule = {
  question: { kind: 'binary', claim: exists, coverage: [{ source: 'desk' }] },
  settleAfterMs: 72 * hourMs,
  settleByMs: 500 * hourMs,
  unconfirmed: 'no',
};

const strike: EventDraft = { type: 'strike', at: 10 };
const rumour: EventDraft = { type: 'strike', at: 10, status: 'possible' };
const nothing = evidenceOf({});

function step(hours: number, events: readonly EventDraft[], through = 0): Step {
  const logTime = hours * hourMs;
  return {
    offset: hours,
    logTime,
    touches: true,
    evidence: evidenceOf({ events, through, logTime }),
  };
}

test('a value settles once it has stood for its time, at the first record from then on', () => {
  const steps = [step(1, [strike]), step(72, [strike]), step(74, [strike]), step(80, [strike])];
  expect(follow(rule, steps, nothing).settled).toEqual({
    value: 'true',
    decidedAt: 10,
    offset: 74,
    reason: 'stood',
  });
});

test('a break starts the time anew', () => {
  const steps = [
    step(1, [strike]),
    step(40, []),
    step(50, [strike]),
    step(80, [strike]),
    step(122, [strike]),
  ];
  expect(follow(rule, steps, nothing).settled?.offset).toBe(122);
});

test('the record at which it falls due no longer counts', () => {
  const steps = [step(1, [strike]), step(73, [])];
  expect(follow(rule, steps, nothing).settled).toMatchObject({ value: 'true', offset: 73 });
});

test('at settleBy a source that is behind makes it indeterminate, never no', () => {
  const steps = [step(1, [], 900), step(500, [], 900)];
  expect(follow(rule, steps, nothing).settled).toEqual({
    value: 'indeterminate',
    decidedAt: null,
    offset: 500,
    reason: 'source-behind',
  });
});

test('at settleBy a value that has not stood long settles as it is', () => {
  const steps = [step(490, [], 1000), step(501, [], 1000)];
  expect(follow(rule, steps, nothing).settled).toMatchObject({ value: 'false', reason: 'settle-by' });
});

test('at settleBy events that nobody confirmed count as not happened, or keep it undecided', () => {
  const steps = [step(1, [rumour], 1000), step(500, [rumour], 1000)];
  expect(follow(rule, steps, nothing).settled).toMatchObject({ value: 'false', reason: 'settle-by' });
  const human: SettlingRule = { ...rule, unconfirmed: 'human' };
  expect(follow(human, steps, nothing).settled).toMatchObject({
    value: 'indeterminate',
    reason: 'undecided',
  });
});

test('decidedAt is no later than the first time it was said', () => {
  const steps = [{ ...step(0, [], 1000), logTime: 5000 }, step(50, [], 1000), step(100, [], 1000)];
  expect(follow(rule, steps, nothing).settled).toMatchObject({ value: 'false', decidedAt: 5 });
});

test('a value that was said before the question opens is decided then, and stands from its opening', () => {
  const verdict = { value: 'false', asKnown: 'false', decidedAt: 5, waitingFor: [], doubts: 0 } as const;
  const standing = observe(notYetSaid, { offset: 1, logTime: 5000 }, verdict, hourMs);
  expect(dueAt(rule, standing)).toBe(73 * hourMs);
  const settled = pass(rule, standing, { offset: 2, logTime: 73 * hourMs }, () =>
    evidenceOf({ events: [], through: 1000, logTime: 72 * hourMs }),
  );
  expect(settled.settled).toMatchObject({ value: 'false', decidedAt: 5 });
});

test('the due time follows the standing value', () => {
  expect(dueAt(rule, notYetSaid)).toBe(rule.settleByMs);
  const verdict = { value: 'true', asKnown: 'true', decidedAt: 1, waitingFor: [], doubts: 0 } as const;
  const standing = observe(notYetSaid, { offset: 1, logTime: hourMs }, verdict);
  expect(dueAt(rule, standing)).toBe(73 * hourMs);
  const again = observe(standing, { offset: 2, logTime: 2 * hourMs }, { ...verdict, decidedAt: 2 });
  expect(dueAt(rule, again)).toBe(73 * hourMs);
});
