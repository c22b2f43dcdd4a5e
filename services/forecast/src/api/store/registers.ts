import type { Vocabulary } from '@casus/claims/language';
import type { FluentRow, SourceRow, TypeRow } from '@casus/domain/world';
import type { Database } from '@casus/projection';
import { registeredSources } from './sources.ts';

/** What claims and definitions are checked against. */
export interface Registers {
  readonly sources: readonly SourceRow[];
  readonly vocabulary: Required<Pick<Vocabulary, 'types' | 'fluents'>>;
}

/** Sources, types and named states as they are registered now. */
export async function registersNow(db: Database): Promise<Registers> {
  const [sources, types, fluents] = await Promise.all([
    registeredSources(db),
    db.query<{ data: TypeRow }>('select data from read.types order by key'),
    db.query<{ data: FluentRow }>('select data from read.fluents order by key'),
  ]);
  return {
    sources,
    vocabulary: {
      types: types.rows.map(({ data }) => data),
      fluents: new Map(fluents.rows.map(({ data }) => [data.fluent, data.definition])),
    },
  };
}
