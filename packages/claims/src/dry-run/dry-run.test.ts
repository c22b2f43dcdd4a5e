import { expect, test } from 'vitest';
import { sanctionsClaim } from '../corpus/demonstration.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { compileClaim } from '../language/compile-claim.ts';
import { knownAt, sources } from '../testing/talks-2025.ts';
import { dryRun } from './dry-run.ts';
import { shiftedBy } from './shift.ts';
import { summaryOf } from './summary.ts';

const coverage = sources.map((source) => ({ source }));
const day = 86_400;
const since = Date.parse('2025-01-01T00:00:00Z') / 1000;
const evidence = knownAt('2025-10-28T12:00:00Z');

function asked(draft: object): ClaimQuestion {
  const compiled = compileClaim(draft);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.refusals));
  return { kind: 'binary', claim: compiled.claim, coverage };
}

const window = { op: 'between', from: '2025-11-01', until: '2025-12-01', zone: 'UTC' };
const meetings = asked({
  op: 'compare',
  measure: { op: 'count', event: { op: 'match', type: 'meeting.held' }, window, by: 'event' },
  is: '>=',
  value: 1,
});

test('a claim moved there and back is the same', () => {
  const there = shiftedBy(meetings, -90 * day);
  expect(there).not.toEqual(meetings);
  expect(shiftedBy(there, 90 * day)).toEqual(meetings);
});

test('only windows that are over and lie within what is recorded are gone through, latest first', () => {
  const windows = [...dryRun(meetings, evidence, { step: 30 * day, since })];
  expect(windows.length).toBeGreaterThan(5);
  expect(windows[0]?.until).toBeLessThanOrEqual(evidence.logTime / 1000);
  expect(windows.at(-1)?.from).toBeGreaterThanOrEqual(since);
  expect(windows.map(({ from }) => from)).toEqual(windows.map(({ from }) => from).toSorted((a, b) => b - a));
  expect([...dryRun(meetings, evidence, { step: 30 * day, since, windows: 2 })]).toHaveLength(2);
});

test('the base rate is the share of the windows in which it would have been true', () => {
  const windows = [...dryRun(meetings, evidence, { step: 30 * day, since })];
  const summary = summaryOf(windows);
  const yes = windows.filter(({ value }) => value === 'true').length;
  expect(summary.windows).toBe(windows.length);
  expect(yes).toBeGreaterThan(0);
  expect(summary.baseRate).toBeCloseTo(yes / windows.filter(({ value }) => value !== 'void').length);
});

test('what starts takes for no new event is counted', () => {
  const sanctions = { op: 'match', type: 'sanction.imposed' };
  const once = asked({
    op: 'compare',
    measure: {
      op: 'count',
      event: { op: 'starts', event: sanctions, quiet: '60d' },
      window: { op: 'between', from: '2025-11-01', until: '2026-03-01', zone: 'UTC' },
      by: 'event',
    },
    is: '>=',
    value: 1,
  });
  const [first] = dryRun(once, evidence, { step: day, since });
  const [absorbed] = first?.absorbed ?? [];
  expect(absorbed?.path).toBe('/measure/event');
  expect(absorbed?.events).toBeGreaterThan(absorbed?.starts ?? 0);
});

test('a window whose value hangs on the reading of ties says so', () => {
  const reading = { sanctions: 'any', talks: 'all', mode: 'window', cancellation: 'all' } as const;
  const windows = [...dryRun(asked(sanctionsClaim(reading)), evidence, { step: 7 * day, since })];
  expect(windows.every(({ tied, unconfirmed }) => typeof tied === 'boolean' && !unconfirmed)).toBe(true);
  expect(summaryOf(windows).ties).toBe(windows.filter(({ tied }) => tied).length);
});
