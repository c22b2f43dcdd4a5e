import type { KnownActors, Vocabulary } from '@casus/claims/language';
import { registerOf } from '@casus/domain/intake';
import type { ActorRow, FluentRow, SourceRow, TypeRow } from '@casus/domain/world';
import type { Database } from '@casus/projection';
import { registeredSources } from './sources.ts';

/** What claims and definitions are checked against. */
export interface Registers {
  readonly sources: readonly SourceRow[];
  readonly vocabulary: Required<Pick<Vocabulary, 'types' | 'fluents' | 'actors' | 'sources'>>;
}

/** Sources, types, actors and named states as they are registered now. */
export async function registersNow(db: Database): Promise<Registers> {
  const [sources, types, fluents, actors] = await Promise.all([
    registeredSources(db),
    db.query<{ data: TypeRow }>('select data from read.types order by key'),
    db.query<{ data: FluentRow }>('select data from read.fluents order by key'),
    db.query<{ data: ActorRow }>('select data from read.actors order by key'),
  ]);
  return {
    sources,
    vocabulary: {
      types: types.rows.map(({ data }) => data),
      sources: sources.map(({ source }) => source),
      actors: knownActors(actors.rows.map(({ data }) => data)),
      fluents: new Map(fluents.rows.map(({ data }) => [data.fluent, data.definition])),
    },
  };
}

function knownActors(actors: readonly ActorRow[]): KnownActors {
  const register = registerOf({ types: [], sources: [], actors });
  return {
    idOf: (name) => register.actor(name),
    names: actors.flatMap(({ actor, aliases }) => [actor, ...aliases]),
  };
}
