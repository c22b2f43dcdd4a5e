import type { ActorRegistered, SourceRegistered, TypeRegistered } from '../records/registers.ts';

/** The registers as intake looks things up in them. */
export interface Register {
  type(name: string): TypeRegistered | undefined;
  /** The type that a code of another scheme means, such as CAMEO `163`. */
  typeOfCode(scheme: string, code: string): string | undefined;
  /** The actor's id for its id or one of its aliases. */
  actor(name: string): string | undefined;
  source(name: string): SourceRegistered | undefined;
}

/** A register from its entries; of two with one name the later counts. */
export function registerOf(entries: {
  readonly types: Iterable<TypeRegistered>;
  readonly actors: Iterable<Pick<ActorRegistered, 'actor' | 'aliases'>>;
  readonly sources: Iterable<SourceRegistered>;
}): Register {
  const types = new Map([...entries.types].map((type) => [type.type, type]));
  const sources = new Map([...entries.sources].map((source) => [source.source, source]));
  const actors = new Map<string, string>();
  const registered = [...entries.actors];
  for (const { actor, aliases } of registered) {
    for (const alias of aliases) actors.set(folded(alias), actor);
  }
  for (const { actor } of registered) actors.set(folded(actor), actor);
  const codes = new Map(
    [...types.values()].flatMap(({ type, codes: all }) =>
      all.map(({ scheme, code }) => [`${scheme} ${code}`, type] as const),
    ),
  );
  return {
    type: (name) => types.get(name),
    typeOfCode: (scheme, code) => codes.get(`${scheme} ${code}`),
    actor: (name) => actors.get(folded(name)),
    source: (name) => sources.get(name),
  };
}

/**
 * The id under which records name an actor: that of the register for an id or alias, else the name itself, without
 * stray white space (no-break spaces included) at its ends or doubled inside.
 */
export function normaliseActor(register: Register, name: string): string {
  const trimmed = tidy(name);
  return register.actor(trimmed) ?? trimmed;
}

function tidy(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/[\s\u200B\uFEFF]+/gu, ' ')
    .trim();
}

/** Names are found whatever their case. */
function folded(name: string): string {
  return tidy(name).toLowerCase();
}
