import type { CoverageRow, SourceRow } from '@casus/domain/world';
import type { Database } from '@casus/projection';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';

export interface FoundSource {
  readonly source: SourceRow;
  readonly coverage: readonly CoverageRow[];
  /** Log time of what one of its reports said last, epoch milliseconds; null where it never reported. */
  readonly lastReport: number | null;
}

/** Sources by name, with what has been read of them; one more than the limit where there are more. */
export async function listSources(
  view: View,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly FoundSource[]> {
  const { rows } = await view.db.query<FoundSource>(
    `select source.data as source, coalesce((
       select jsonb_agg(stretch.data order by stretch.key) from ${rowsOf(view, 'coverage')} as stretch
       where stretch.source = source.key), '[]') as coverage, (
       select extract(epoch from max(report.said_at)) * 1000 from ${rowsOf(view, 'reports')} as report
       where report.source = source.key)::float8 as "lastReport"
     from ${rowsOf(view, 'sources')} as source
     where $1::text is null or source.key > $1 order by source.key limit $2`,
    [after ?? null, limit + 1],
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
