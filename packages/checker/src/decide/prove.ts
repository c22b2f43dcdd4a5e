import type { Certificate } from '../certificate.ts';
import { agree, refuse, Refused } from '../refusal.ts';
import { assertComplete, assertPossible } from './cases.ts';
import { concludeIn, showAsked } from './asked.ts';
import type { Asked, Conclusion } from './asked.ts';
import { canMatch, plain, typesOf } from './match.ts';
import { patternsIn } from './patterns.ts';
import { reachOf } from './reach.ts';
import { common, complement, never, union } from './seconds.ts';
import type { Seconds } from './seconds.ts';
import { terms } from './terms.ts';
import type { Choice, Chosen, Fact, World } from './world.ts';

/** What the records say, rebuilt. */
export interface Rebuilt {
  readonly facts: readonly Fact[];
  readonly standsFor: World['standsFor'];
}

/**
 * What follows from the basis of a certificate and its absences, case by case: the value, where all of them agree.
 * Nothing is taken from the certificate but what to look at; the absences have been checked before.
 * @throws {Refused} where the cases are not all completions, or do not agree
 */
export function conclude(asked: Asked, certificate: Certificate, { facts, standsFor }: Rebuilt): Conclusion {
  const basis = facts.filter(({ id }) => certificate.basis.includes(id));
  assertComplete({ facts: basis, values: valuesIn(asked.claim, basis) }, certificate.cases);
  const dropped = facts.filter((fact) => !basis.includes(fact));
  const reach = reachOf(asked.claim);
  const world: World = {
    facts: basis,
    choices: new Map(),
    unreadOf: (pattern) => common(unreadOf(pattern, certificate, dropped, world), [reach]),
    standsFor,
    names: new Map(),
    anchors: new Map(),
    terms,
    memo: new Map(),
  };
  const unread = new Map(patternsIn(asked.claim).map((pattern) => [pattern, world.unreadOf(pattern)]));
  const inCase = (choices: readonly Choice[]): World => ({
    ...world,
    choices: new Map(choices.map((each) => [each.event, each])),
    unreadOf: (pattern) => unread.get(pattern) ?? [reach],
    memo: new Map(),
  });
  const [first, ...more] = certificate.cases.map((choices) => concludeIn(inCase(choices), asked));
  if (first === undefined) return refuse('there is no case');
  for (const each of more) agree('the value of the first case and of another', first.value, each.value);
  return { value: first.value, decidedAt: Math.min(first.decidedAt, ...more.map((each) => each.decidedAt)) };
}

/** Seconds at which something that matches the pattern may be that is not among the facts. */
function unreadOf(
  pattern: Parameters<World['unreadOf']>[0],
  { absences }: Certificate,
  dropped: readonly Fact[],
  world: World,
): Seconds {
  const types = typesOf(pattern).join(' ');
  const read = union(absences.filter((each) => each.types.join(' ') === types));
  const holes = dropped.filter((fact) => canMatch(world, pattern, fact)).map(({ interval }) => interval);
  return union([...complement(read), ...holes]);
}

/** Values that a doubtful attribute is completed by: of the claim, of the facts, and one that nobody names. */
function valuesIn(claim: Asked['claim'], facts: readonly Fact[]): readonly Chosen[] {
  const tests = patternsIn(claim).flatMap(({ where = [] }) => where);
  const constants = tests.flatMap((test) => {
    if ('in' in test) return test.in;
    const value = 'is' in test ? test.is : test.not;
    return typeof value === 'object' ? [] : [value];
  });
  const reported = facts.flatMap(({ attributes }) =>
    tests.flatMap(({ attribute }) => (attributes[attribute] ?? []).map(plain)).flatMap(scalarsOf),
  );
  return [...[...new Set([...constants, ...reported])].map((value) => ({ value })), { other: true }];
}

function scalarsOf(chosen: Chosen | null): readonly (string | number | boolean)[] {
  return chosen === null || 'other' in chosen ? [] : [chosen.value].flat();
}

/** @throws {Refused} where the arithmetic and the spells shown are not what the facts come to in the case shown */
export function assertShown(asked: Asked, certificate: Certificate, rebuilt: Rebuilt): void {
  const values = valuesIn(asked.claim, rebuilt.facts);
  assertPossible({ facts: rebuilt.facts, values }, certificate.shown);
  const world = asKnown(rebuilt, certificate.shown);
  const shown = showAsked(world, asked);
  agree('the arithmetic', certificate.thresholds, shown.thresholds);
  agree('the spells', certificate.spells, shown.spells);
}

/** The value if nothing unread exists, where that needs no going through cases; else null. */
export function knownValue(asked: Asked, rebuilt: Rebuilt): string | null {
  try {
    return concludeIn(asKnown(rebuilt, []), asked).value;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

function asKnown({ facts, standsFor }: Rebuilt, choices: readonly Choice[]): World {
  return {
    facts,
    choices: new Map(choices.map((each) => [each.event, each])),
    unreadOf: () => never,
    standsFor,
    names: new Map(),
    anchors: new Map(),
    terms,
    memo: new Map(),
  };
}
