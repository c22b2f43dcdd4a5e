import { expect, test } from 'vitest';
import type { Claim, Measure } from '../language/terms.ts';
import { evaluate } from '../evaluate.ts';
import { evidenceOf } from '../testing/evidence.ts';
import { describe, explain } from './index.ts';

const day = 86_400;
const window = { op: 'between', from: 0, until: 30 * day, zone: 'UTC', offsets: [[0, 0]] } as const;
const month = 'from 1 January 1970 until before 31 January 1970 (UTC)';
const sanctions = { op: 'match', type: 'sanction.imposed', actor: 'USA' } as const;
const truce = {
  op: 'hold',
  openings: [{ event: { op: 'match', type: 'ceasefire.declared' }, lapse: 90 * day }],
  endings: [],
} as const;
const targets: Measure = {
  op: 'distinct',
  event: { ...sanctions, target: { var: 'whom' } },
  var: 'whom',
  window,
};
const run: Measure = { op: 'maxRun', fluent: truce, window, measuredTo: 60 * day };

function of(measure: Measure, is: '>=' | '<' | '=', value: number): Claim {
  return { op: 'compare', measure, is, value };
}

test.each([
  [
    of(targets, '>=', 3),
    `There are at least 3 different targets of sanctions by the United States on the same (whom) ${month}.`,
  ],
  [
    of({ op: 'sum', event: sanctions, attribute: 'ships', range: { min: 0, max: 9 }, window }, '<', 50),
    `The sum of "ships" over sanctions by the United States ${month} is less than 50.`,
  ],
  [
    of({ op: 'maxWindow', event: sanctions, window, span: 7 * day }, '>=', 2),
    `The most sanctions by the United States within 7 days ${month} is at least 2.`,
  ],
  [
    of(run, '>=', 30 * day),
    `The longest spell in which the ceasefire holds, of those that start ${month} (measured to 2 March 1970) is ` +
      'at least 30 days. The ceasefire: opened by ceasefires (for 90 days).',
  ],
  [
    of({ op: 'count', event: { ...sanctions, sources: ['press', 'un'] }, window, by: 'event' }, '=', 0),
    `There are no sanctions by the United States as told by press or un ${month}.`,
  ],
])('%j in English', (claim, expected) => {
  expect(describe(claim)).toBe(expected);
});

test('how long the longest run was is told', () => {
  const claim = of(run, '>=', 30 * day);
  const question = { kind: 'binary', claim, coverage: [{ source: 'desk' }] } as const;
  const events = [{ type: 'ceasefire.declared', at: 10 * day }];
  const { verdict, certificate } = evaluate(question, evidenceOf({ events, through: 100 * day }));
  expect(explain(question, verdict, certificate).join(' ')).toMatch(
    /^Yes: the longest spell .* lasts +50 days/,
  );
});
