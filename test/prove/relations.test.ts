import { evaluate, glance } from '@casus/claims';
import type { Certificate, ClaimQuestion } from '@casus/claims';
import type { Claim, EventTerm, Fluent, Window } from '@casus/claims/terms';
import { isWithin } from '@casus/domain/evidence';
import type { CoverageStretch, WorldEvent } from '@casus/domain/evidence';
import { isDecided, verdictText } from '@casus/domain/verdict';
import { expect, test } from 'vitest';
import { refusalOf } from './check-certificate.ts';
import { caseOf } from './prove.ts';
import type { SmallCase } from './small-world.ts';
import { evidenceOf, leafTypes, patternsIn } from './small-world.ts';

/** Relations between claims, and between a verdict and its certificate, over random cases. */

const seed = 9_000_000;
const cases = Array.from({ length: 600 }, (_, index) => caseOf(seed + index));
const coverage = [{ source: 'p' }];
const allRead: CoverageStretch = { source: 'p', type: '*', from: -100, to: 100, recordId: 'c', offset: 0 };

function between(from: number, until: number): Window & { op: 'between' } {
  return { op: 'between', from, until, zone: 'UTC', offsets: [[0, 0]] };
}

function valueOf(question: ClaimQuestion, small: Pick<SmallCase, 'events' | 'stretches'>): string {
  return verdictText(glance(question, evidenceOf(small)).value);
}

function binary(claim: Claim): ClaimQuestion {
  return { kind: 'binary', claim, coverage };
}

test('a wider window counts no fewer, a narrower one no more', () => {
  let compared = 0;
  for (const { events, question } of cases) {
    const [event] = patternsIn(question.claim);
    if (event === undefined) continue;
    const plain: EventTerm = { op: 'match', type: event.type };
    const counted = (window: Window): string =>
      valueOf(
        { kind: 'numeric', claim: { op: 'count', event: plain, window, by: 'event' }, coverage },
        { events, stretches: [allRead] },
      );
    const [narrow, usual, wide] = [between(5, 7), between(4, 8), between(3, 9)].map(counted);
    if (![narrow, usual, wide].every((text) => Number.isFinite(Number(text)))) continue;
    compared += 1;
    expect(Number(narrow)).toBeLessThanOrEqual(Number(usual));
    expect(Number(usual)).toBeLessThanOrEqual(Number(wide));
  }
  expect(compared).toBeGreaterThan(100);
});

test('what lapses never holds from its first opening on, as "since" has it', () => {
  let decided = 0;
  for (const { events, stretches, question } of cases) {
    const [pattern] = patternsIn(question.claim);
    if (pattern === undefined) continue;
    const event = { op: 'match', type: pattern.type } as const;
    for (const time of [5, 7]) {
      const fluent: Fluent = { op: 'hold', openings: [{ event, lapse: 1_000_000 }], endings: [] };
      const since: Claim = {
        op: 'compare',
        measure: { op: 'count', event, window: between(time - 999_999, time + 1), by: 'event' },
        is: '>=',
        value: 1,
      };
      const small = { events, stretches };
      const held = valueOf(binary({ op: 'at', fluent, time }), small);
      expect(held).toBe(valueOf(binary(since), small));
      if (held === 'true' || held === 'false') decided += 1;
    }
  }
  expect(decided).toBeGreaterThan(100);
});

/** Binary claims with as many values as there are, each with another one as its condition. */
function* pairs(): Generator<{ claim: Claim; condition: Claim; small: SmallCase }> {
  for (const [index, small] of cases.entries()) {
    const other = cases[(index + 1) % cases.length]?.question;
    if (small.question.kind !== 'binary' || other?.kind !== 'binary') continue;
    yield { claim: small.question.claim, condition: other.claim, small };
  }
}

test('a claim given another is void iff the condition cannot be true, or the claim is void', () => {
  const seen = { met: 0, unmet: 0 };
  for (const { claim, condition, small } of pairs()) {
    const sure = small.events.map((event): WorldEvent => ({
      ...event,
      status: 'certain',
      interval: { from: event.interval.from, to: event.interval.from + 1 },
    }));
    const world = { events: sure, stretches: [allRead] };
    const [given, met, own] = [{ op: 'given', claim, condition } as const, condition, claim].map((each) =>
      valueOf(binary(each), world),
    );
    if (met === 'true') seen.met += 1;
    if (met === 'false' || met === 'void') seen.unmet += 1;
    const isDecidedMet = met === 'true' || met === 'false' || met === 'void';
    const expected = met === 'true' ? own : 'void';
    expect(isDecidedMet ? given : expected).toBe(expected);
  }
  expect(seen.met).toBeGreaterThan(20);
  expect(seen.unmet).toBeGreaterThan(20);
});

test('a certificate suffices: the checker comes to the same by it alone', () => {
  let decided = 0;
  for (const [index, small] of cases.entries()) {
    const evaluation = evaluate(small.question, evidenceOf(small));
    expect(refusalOf(small, evaluation), `case ${seed + index}`).toBeNull();
    if (isDecided(evaluation.verdict.value)) decided += 1;
  }
  expect(decided).toBeGreaterThan(150);
});

/** What is read of each type whose absence counts, but for the seconds of the events left out. */
function readBeside(
  small: SmallCase,
  { absences }: Certificate,
  left: readonly WorldEvent[],
): readonly CoverageStretch[] {
  const absent = absences.flatMap(({ types }) => types);
  const counting = leafTypes.filter((type) => absent.some((each) => isWithin(type, each)));
  return counting.flatMap((type) => {
    const holes = left.filter((event) => event.type === type).map(({ interval }) => interval);
    return small.stretches.flatMap((stretch) =>
      holes
        .reduce<readonly { from: number; to: number }[]>(
          (parts, { from, to }) =>
            parts
              .flatMap((part) => [
                { from: part.from, to: Math.min(part.to, from) },
                { from: Math.max(part.from, to), to: part.to },
              ])
              .filter((part) => part.from < part.to),
          [stretch],
        )
        .map((part) => ({ ...stretch, ...part, type })),
    );
  });
}

test('of what a certificate rests on nothing can be left out', () => {
  let tried = 0;
  for (const [index, small] of cases.entries()) {
    const { verdict, certificate } = evaluate(small.question, evidenceOf(small));
    if (!isDecided(verdict.value)) continue;
    expect(certificate.minimal).toBe(true);
    for (const dropped of certificate.basis) {
      tried += 1;
      const kept = small.events.filter(({ id }) => id !== dropped && certificate.basis.includes(id));
      const left = small.events.filter((event) => !kept.includes(event));
      const without = glance(
        small.question,
        evidenceOf({ events: kept, stretches: readBeside(small, certificate, left) }),
      );
      const isSame =
        verdictText(without.value) === verdictText(verdict.value) && without.decidedAt === verdict.decidedAt;
      expect(isSame, `case ${seed + index} without ${dropped}`).toBe(false);
    }
  }
  expect(tried).toBeGreaterThan(90);
});
