import { expect, test } from 'vitest';
import {
  ceasefireClaim,
  envoyMeasure,
  sanctionsClaim,
  summitClaim,
  tariffClaim,
  trilateralClaim,
} from '../corpus/demonstration.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { evaluate } from '../evaluate.ts';
import { compileClaim, compileMeasure } from '../language/compile-claim.ts';
import { knownAt, sources } from '../testing/talks-2025.ts';
import { describe } from './describe.ts';
import { explain } from './explain.ts';

const coverage = sources.map((source) => ({ source }));
const reading = { sanctions: 'eo14024', talks: 'top', mode: 'window', cancellation: 'named' } as const;

function binary(draft: object): ClaimQuestion {
  const compiled = compileClaim(draft);
  if (!compiled.ok) throw new Error('refused');
  return { kind: 'binary', claim: compiled.claim, coverage };
}

function numeric(draft: object): ClaimQuestion {
  const compiled = compileMeasure(draft);
  if (!compiled.ok) throw new Error('refused');
  return { kind: 'numeric', claim: compiled.claim, coverage };
}

function told(question: ClaimQuestion, instant: string): readonly string[] {
  const { verdict, certificate } = evaluate(question, knownAt(instant));
  return explain(question, verdict, certificate);
}

test('a claim reads as a sentence, and what its states are follows', () => {
  expect(describe(binary(trilateralClaim).claim)).toBe(
    'There are at least 1 meetings of Donald Trump, Vladimir Putin and Volodymyr Zelensky from 7 August 2025 ' +
      'until before 1 September 2025 (America/New_York).',
  );
  expect(describe(binary(sanctionsClaim(reading)).claim)).toBe(
    'There are no new sanctions by the United States on Russia with programme RUSSIA-EO14024 (none in the 14 ' +
      'days before) while the talks hold from 6 August 2025 until before 24 October 2025 (America/New_York); ' +
      'void unless the talks hold at some time from 6 August 2025 until before 24 October 2025 ' +
      '(America/New_York). The talks: opened by meetings or calls of Donald Trump or Steve Witkoff with ' +
      'Vladimir Putin (for 30 days) or scheduled meetings of Donald Trump or Steve Witkoff with Vladimir Putin ' +
      '(until the date "for" and 1 day more); ended by suspensions of talks of the United States with Russia ' +
      '(everything) or cancelled meetings of Donald Trump or Steve Witkoff with Vladimir Putin (only what they ' +
      'name).',
  );
});

test('the demonstration’s questions all read without a gap', () => {
  for (const question of [
    binary(ceasefireClaim),
    binary(tariffClaim),
    binary(summitClaim),
    numeric(envoyMeasure),
  ]) {
    expect(describe(question.claim)).not.toMatch(/undefined|NaN|null/);
  }
});

test('a no by sanctions names the event and what kept the talks alive', () => {
  expect(told(binary(sanctionsClaim(reading)), '2025-10-28T12:00:00Z').slice(0, 2)).toEqual([
    'No: the United States imposed sanctions on Russia on 22 October 2025, six days',
    '  after the call that kept the talks alive.',
  ]);
});

test('a no by absence names what was looked for and who has been read', () => {
  expect(told(binary(trilateralClaim), '2025-09-01T12:00:00Z')).toEqual([
    'No: no meetings of Donald Trump, Vladimir Putin and Volodymyr Zelensky are known',
    '  from 7 August 2025 to 1 September 2025.',
    'Nothing else can have happened: press, white-house, kremlin,',
    '  russian-foreign-ministry, us-treasury, us-customs and eu-council read up to 1',
    '  September 2025.',
  ]);
});

test('an open question says what is known and what it waits for', () => {
  const [head, , ...rest] = told(binary(trilateralClaim), '2025-08-20T12:00:00Z');
  expect(head).toMatch(/^Open, no as known: /);
  expect(rest.join(' ')).toMatch(/Waits for press, .* to be read up to 1 +September 2025\.$/);
});

test('a number is told by its witnesses', () => {
  expect(told(numeric(envoyMeasure), '2025-09-02T12:00:00Z').slice(0, 2).join(' ')).toMatch(
    /^5: Steve Witkoff and Vladimir Putin met five times, on 11 February 2025, 13/,
  );
});

test('no line is longer than a terminal is wide', () => {
  for (const instant of ['2025-08-07T12:00:00Z', '2025-08-15T12:00:00Z', '2025-10-28T12:00:00Z']) {
    for (const draft of [sanctionsClaim(reading), ceasefireClaim, tariffClaim, summitClaim]) {
      for (const line of told(binary(draft), instant)) expect(line.length).toBeLessThanOrEqual(80);
    }
  }
});
