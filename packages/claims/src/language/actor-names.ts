import { nearestWord } from './nearest-word.ts';
import type { ActorTest, Asked } from './terms.ts';
import { patternsOf } from './walk.ts';

/** How the register knows actors. */
export interface KnownActors {
  /** The id that records name an actor by, for its id or an alias in any case. */
  readonly idOf: (name: string) => string | undefined;
  /** All ids and aliases. */
  readonly names: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/** A pattern whose actors are named by their ids, as records name them; names that nobody registered stay as written. */
export function withActorIds(node: Json, { idOf }: KnownActors): Json {
  const named = (test: unknown): unknown => {
    if (typeof test === 'string') return idOf(test) ?? test;
    if (Array.isArray(test)) return test.map(named);
    if (typeof test !== 'object' || test === null) return test;
    return Object.fromEntries(
      Object.entries(test).map(([key, value]) => [key, key === 'var' ? value : named(value)]),
    );
  };
  const fields = ['actor', 'target', 'participants'].filter((key) => key in node);
  return { ...node, ...Object.fromEntries(fields.map((key) => [key, named(node[key])])) };
}

/**
 * A warning for each actor of a claim that nobody registered. Reports may name such a one, so it is not refused; but
 * nothing matches a name that is misspelt, and a question about it is soon decided.
 */
export function warningsOf(claim: Asked, { idOf, names }: KnownActors): readonly string[] {
  const named = patternsOf(claim).flatMap(({ actor, target, participants = [] }) =>
    [actor, target, ...participants].flatMap(namesIn),
  );
  const unknown = [...new Set(named)].filter((name) => idOf(name) === undefined);
  return unknown.map((name) => {
    const nearest = nearestWord(name, names) ?? nameWith(name, names);
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    return `no registered actor is called ${name}: only reports that name it just so can match${hint}`;
  });
}

/** A name of which the written one is a word, such as that of a person by the family name. */
function nameWith(written: string, names: readonly string[]): string | undefined {
  return names.find((each) => each.toLowerCase().split(' ').includes(written.toLowerCase()));
}

function namesIn(test: ActorTest | undefined): readonly string[] {
  if (typeof test === 'string') return [test];
  if (test === undefined || 'var' in test) return [];
  if ('in' in test) return test.in;
  return typeof test.not === 'string' ? [test.not] : [];
}
