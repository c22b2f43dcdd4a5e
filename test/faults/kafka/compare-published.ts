import { canonicalJson } from '@casus/domain/canonical-json';
import type { Json } from '@casus/log';
import type { Findings } from '../findings.ts';

export interface PublishedFact {
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly data: Json;
}

/** What a question keeps back until its reveal. */
const ofTheCrowd = /\.(prediction|forecast|score)-changed\./;

/**
 * Every fact expected is told, none else, those of a key in their order; one told again under its id is the same one.
 * Of hidden questions nothing of the crowd is told.
 */
export function comparePublished(
  told: readonly PublishedFact[],
  expected: readonly PublishedFact[],
  hidden: ReadonlySet<string>,
): Findings {
  const first = new Map<string, PublishedFact>();
  const changed: PublishedFact[] = [];
  for (const fact of told) {
    const before = first.get(fact.id);
    if (before === undefined) first.set(fact.id, fact);
    else if (!isSame(before, fact)) changed.push(fact);
  }
  const wanted = new Map(expected.map((fact) => [fact.id, fact]));
  const lost = expected.filter(({ id }) => !first.has(id));
  const unknown = [...first.values()].filter(({ id }) => !wanted.has(id));
  const other = [...first.values()].filter((fact) => !isSame(fact, wanted.get(fact.id) ?? fact));
  const early = [...first.values()].filter(({ key, type }) => hidden.has(key) && ofTheCrowd.test(type));
  const wrong = [
    ...changed.map((fact) => `told again as another: ${nameOf(fact)}`),
    ...unknown.map((fact) => `nobody would tell ${nameOf(fact)}`),
    ...other.map((fact) => `told otherwise than now: ${nameOf(fact)}`),
    ...early.map((fact) => `told before the reveal: ${nameOf(fact)}`),
    ...disordered([...first.values()], expected).map((key) => `facts of ${key} are out of order`),
  ];
  const missing = lost.map((fact) => `not told: ${nameOf(fact)}`);
  return {
    lost: lost.length,
    doubled: 0,
    wrong: wrong.length,
    sentences: [...missing.slice(0, 5), ...wrong],
  };
}

function isSame(one: PublishedFact, other: PublishedFact): boolean {
  return textOf(one) === textOf(other);
}

function textOf({ key, type, data }: PublishedFact): string {
  return canonicalJson([key, type, data]);
}

function nameOf({ key, type, id }: PublishedFact): string {
  return `${type} ${id} of ${key}`;
}

/** Keys whose facts come in another order. */
function disordered(told: readonly PublishedFact[], expected: readonly PublishedFact[]): readonly string[] {
  const [one, other] = [idsByKey(told), idsByKey(expected)];
  return [...other.keys()].filter((key) => {
    const known = new Set(other.get(key));
    const own = (one.get(key) ?? []).filter((id) => known.has(id));
    const there = new Set(own);
    return own.join() !== (other.get(key) ?? []).filter((id) => there.has(id)).join();
  });
}

function idsByKey(facts: readonly PublishedFact[]): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const { key, id } of facts) ids.set(key, [...(ids.get(key) ?? []), id]);
  return ids;
}
