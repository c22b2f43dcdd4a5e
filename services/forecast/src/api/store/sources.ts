import type { CoverageRow, SourceRow } from '@casus/domain/world';
import type { Database } from '@casus/projection';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';

export interface FoundSource {
  readonly source: SourceRow;
  readonly coverage: readonly CoverageRow[];
}

/** Sources by name, with what has been read of them. */
export async function listSources(view: View): Promise<readonly FoundSource[]> {
  const { rows } = await view.db.query<FoundSource>(
    `select source.data as source, coalesce((
       select jsonb_agg(stretch.data order by stretch.key) from ${rowsOf(view, 'coverage')} as stretch
       where stretch.source = source.key), '[]') as coverage
     from ${rowsOf(view, 'sources')} as source order by source.key`,
  );
  return rows;
}

/** Sources as they are registered now. */
export async function registeredSources(db: Database): Promise<readonly SourceRow[]> {
  const { rows } = await db.query<{ source: SourceRow }>(
    'select data as source from read.sources order by key',
  );
  return rows.map(({ source }) => source);
}
