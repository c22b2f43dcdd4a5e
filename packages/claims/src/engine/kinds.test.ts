import { isDecided, verdictText } from '@casus/domain/verdict';
import { expect, test } from 'vitest';
import type { Evaluation } from '../evaluate.ts';
import { evaluate } from '../evaluate.ts';
import { explain } from '../english/index.ts';
import type { Choice, Claim, TimeMeasure } from '../language/terms.ts';
import type { WorldDraft } from '../testing/evidence.ts';
import { evidenceOf } from '../testing/evidence.ts';

const day = 86_400;
const coverage = [{ source: 'desk' }];
/** Local days begin at 22:00Z the day before. */
const window = { op: 'between', from: 0, until: 10 * day, zone: 'UTC+2', offsets: [[0, 7200]] } as const;
const strike = { op: 'match', type: 'strike' } as const;
const first: TimeMeasure = { op: 'time', event: strike, window };
const days = { first: '1970-01-03', last: '1970-01-06' };

function dateOf(world: WorldDraft): Evaluation {
  return evaluate({ kind: 'date', claim: first, days, coverage }, evidenceOf(world));
}

const strikeAt = (at: number | readonly [number, number]) => ({ type: 'strike', at });

test.each([
  ['in the middle of a day', 3.5 * day, '1970-01-04'],
  ['after its local midnight', 3 * day - 7200, '1970-01-04'],
  ['just before it', 3 * day - 7201, '1970-01-03'],
  ['before the first day asked for', 100, 'earlier'],
  ['after the last one', 6 * day, 'later'],
] as const)('a date is the local day of the first event: %s', (_, at, expected) => {
  const { verdict } = dateOf({ events: [strikeAt(at)], through: 10 * day });
  expect(verdictText(verdict.value)).toBe(expected);
});

test('a date is decided at the earliest second of the event, nothing by the end of the last day', () => {
  const known = dateOf({ events: [strikeAt([4 * day + 100, 4 * day + 200])], through: 10 * day });
  expect(known.verdict).toMatchObject({ value: { date: '1970-01-05' }, decidedAt: 4 * day + 100 });
  expect(dateOf({ through: 10 * day }).verdict).toMatchObject({
    value: { date: 'later' },
    decidedAt: 6 * day - 7200,
  });
});

test('an event of two days leaves the date undecided, and what is unread leaves it open', () => {
  const vague = dateOf({ events: [strikeAt([4 * day, 5 * day])], through: 10 * day });
  expect(vague.verdict.value).toBe('indeterminate');
  expect(dateOf({ events: [strikeAt(4 * day)], through: 3 * day }).verdict.value).toBe('open');
});

const count = (type: string): Claim => ({
  op: 'compare',
  measure: { op: 'count', event: { op: 'match', type }, window, by: 'event' },
  is: '>=',
  value: 1,
});
const choice: Choice = {
  op: 'choice',
  options: [
    { name: 'treaty', claim: { op: 'given', claim: count('treaty'), condition: count('talks') } },
    { name: 'truce', claim: count('truce') },
    { name: 'none', claim: null },
  ],
};

function chosen(world: WorldDraft): Evaluation {
  return evaluate({ kind: 'choice', claim: choice, coverage }, evidenceOf(world));
}

const happened = (type: string, at: number) => ({ type, at });

test('the first option that is true, if all before it are false, is what a choice comes to', () => {
  const [talks, treaty, truce] = [happened('talks', 5), happened('treaty', 60), happened('truce', 50)];
  const through = 10 * day;
  const value = (world: WorldDraft) => verdictText(chosen(world).verdict.value);
  expect(value({ events: [talks, treaty, truce], through })).toBe('"treaty"');
  expect(value({ events: [talks, truce], through })).toBe('"truce"');
  expect(value({ events: [talks], through })).toBe('"none"');
  expect(value({ events: [truce], through })).toBe('void');
  expect(value({ events: [talks, truce], through: 100 })).toBe('open');
});

test('a choice is decided when the last option up to the chosen one is', () => {
  const events = [happened('talks', 5), happened('truce', 50)];
  expect(chosen({ events, through: 10 * day }).verdict.decidedAt).toBe(10 * day);
  const treaty = [...events, happened('treaty', 60)];
  expect(chosen({ events: treaty, through: 10 * day }).verdict.decidedAt).toBe(60);
});

test('what decides a date or a choice is told and cited', () => {
  const events = [happened('talks', 5), happened('treaty', 60)];
  const { verdict, certificate } = chosen({ events, through: 10 * day });
  const question = { kind: 'choice', claim: choice, coverage } as const;
  expect(certificate.thresholds[0]).toMatchObject({ path: '/options/0/claim/claim/measure' });
  expect(explain(question, verdict, certificate)[0]).toMatch(/^treaty: /);
  const dated = dateOf({ events: [strikeAt(4 * day)], through: 10 * day });
  expect(isDecided(dated.verdict.value)).toBe(true);
  const told = explain({ kind: 'date', claim: first, days, coverage }, dated.verdict, dated.certificate);
  expect(told[0]).toMatch(/^On 5 January 1970: /);
});
