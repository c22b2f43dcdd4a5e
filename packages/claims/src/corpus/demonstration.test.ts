import { verdictText } from '@casus/domain/verdict';
import { expect, test } from 'vitest';
import { evaluate } from '../evaluate.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { compileClaim, compileMeasure } from '../language/compile-claim.ts';
import { knownAt, sources, utc } from '../testing/talks-2025.ts';
import type { SanctionsReading } from './demonstration.ts';
import {
  ceasefireClaim,
  envoyMeasure,
  sanctionsClaim,
  summitClaim,
  tariffClaim,
  trilateralClaim,
} from './demonstration.ts';

const coverage = sources.map((source) => ({ source }));

function binary(draft: object): ClaimQuestion {
  const compiled = compileClaim(draft);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.refusals));
  return { kind: 'binary', claim: compiled.claim, coverage };
}

function said(question: ClaimQuestion, instant: string, leftOut: readonly string[] = []): string {
  const { value, asKnown, decidedAt } = evaluate(question, knownAt(instant, leftOut)).verdict;
  const at = decidedAt === null ? `as known ${verdictText(asKnown)}` : day(decidedAt);
  return `${verdictText(value)} ${at}`;
}

function day(instant: number): string {
  return new Date(instant * 1000).toISOString().slice(0, 16);
}

type Row = readonly [SanctionsReading, before: string, said: string, value: string];
const each = <T>(values: readonly T[], rows: (value: T) => readonly Row[]): readonly Row[] =>
  values.flatMap(rows);

const anyProgramme: readonly Row[] = each(['top', 'all'] as const, (talks) =>
  each(['window', 'episode'] as const, (mode) =>
    (['named', 'all'] as const).map((cancellation): Row => [
      { sanctions: 'any', talks, mode, cancellation },
      '2025-08-15T11:59:59Z open as known false',
      '2025-08-15T12:00:00Z',
      'false 2025-08-14T04:00',
    ]),
  ),
);
const episodes: readonly Row[] = each(['top', 'all'] as const, (talks) =>
  (['named', 'all'] as const).map((cancellation): Row => [
    { sanctions: 'eo14024', talks, mode: 'episode', cancellation },
    '2025-09-18T11:59:59Z open as known true',
    '2025-09-18T12:00:00Z',
    'true 2025-09-16T21:00',
  ]),
);
const windows: readonly Row[] = each(['top', 'all'] as const, (talks): readonly Row[] => [
  [
    { sanctions: 'eo14024', talks, mode: 'window', cancellation: 'named' },
    '2025-10-23T11:59:59Z open as known false',
    '2025-10-23T12:00:00Z',
    'false 2025-10-22T04:00',
  ],
  [
    { sanctions: 'eo14024', talks, mode: 'window', cancellation: 'all' },
    '2025-10-23T11:59:59Z open as known true',
    '2025-10-23T12:00:00Z',
    'true 2025-10-23T12:00',
  ],
]);

test.each([...anyProgramme, ...episodes, ...windows])(
  '%o is decided as by hand',
  (reading, before, at, value) => {
    const question = binary(sanctionsClaim(reading));
    const [lastOpen = '', ...open] = before.split(' ');
    expect(said(question, lastOpen)).toBe(open.join(' '));
    expect(said(question, at)).toBe(value);
    expect(said(question, '2025-10-28T12:00:00Z').split(' ')[0]).toBe(value.split(' ')[0]);
  },
);

test('the table of the sixteen readings is complete', () => {
  expect(anyProgramme.length + episodes.length + windows.length).toBe(16);
});

test('a sanction within talks shows as known on the day it is reported', () => {
  const question = binary(
    sanctionsClaim({ sanctions: 'any', talks: 'top', mode: 'window', cancellation: 'named' }),
  );
  expect(said(question, '2025-08-14T19:59:59Z')).toBe('open as known true');
  expect(said(question, '2025-08-14T20:00:00Z')).toBe('open as known false');
});

test('without the call of 16 October the sanctions of the 22nd fall outside talks', () => {
  const question = binary(
    sanctionsClaim({ sanctions: 'eo14024', talks: 'top', mode: 'window', cancellation: 'named' }),
  );
  expect(said(question, '2025-10-28T12:00:00Z', ['ut-039'])).toBe('true 2025-10-24T04:00');
});

test('a ceasefire under the moving deadline is denied once the deadline has lapsed', () => {
  const question = binary(ceasefireClaim);
  expect(said(question, '2025-08-10T11:59:59Z')).toBe('open as known false');
  expect(said(question, '2025-08-10T12:00:00Z')).toBe('false 2025-08-09T04:00');
  expect(said(question, '2025-10-28T12:00:00Z')).toBe('false 2025-08-09T04:00');
});

test('no other country is tariffed for Russian oil within 60 days', () => {
  const question = binary(tariffClaim);
  expect(said(question, '2025-10-06T11:59:59Z')).toBe('open as known false');
  expect(said(question, '2025-10-06T12:00:00Z')).toBe('false 2025-10-05T04:00');
});

test('the summit follows the envoy’s meeting within 30 days', () => {
  const question = binary(summitClaim);
  expect(said(question, '2025-08-15T19:59:59Z')).toBe('open as known false');
  expect(said(question, '2025-08-15T20:00:00Z')).toBe('true 2025-08-15T04:00');
});

test('without the summit the 30 days run out on 5 September', () => {
  expect(said(binary(summitClaim), '2025-09-07T12:00:00Z', ['ut-036'])).toBe('false 2025-09-05T04:00');
});

test('the meeting of three is denied only once the sources have been read past the window', () => {
  const question = binary(trilateralClaim);
  expect(said(question, '2025-09-01T11:59:59Z')).toBe('open as known false');
  expect(said(question, '2025-09-01T12:00:00Z')).toBe('false 2025-09-01T04:00');
});

test('the envoy met Putin five times', () => {
  const compiled = compileMeasure(envoyMeasure);
  if (!compiled.ok) throw new Error('refused');
  const question: ClaimQuestion = { kind: 'numeric', claim: compiled.claim, coverage };
  expect(said(question, '2025-09-01T11:59:59Z')).toBe('open as known 5');
  expect(said(question, '2025-09-01T12:00:00Z')).toBe('5 2025-09-01T04:00');
});

test('an open question names the sources it waits for and until when', () => {
  const { verdict } = evaluate(binary(trilateralClaim), knownAt('2025-08-20T12:00:00Z'));
  expect(verdict.waitingFor).toEqual(
    sources.map((source) => ({ source, until: utc('2025-09-01T04:00:00Z') })),
  );
});
