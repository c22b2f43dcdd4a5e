import type { UnreadableRow } from '@casus/domain/world';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';

/** Records of the world that nobody can read and nobody has discarded, oldest first; one more than the limit. */
export async function listUnreadable(
  view: View,
  { after, limit }: { readonly after?: number | undefined; readonly limit: number },
): Promise<readonly UnreadableRow[]> {
  const { rows } = await view.db.query<{ row: UnreadableRow }>(
    `select data as row from ${rowsOf(view, 'unreadable')} as record
     where data ->> 'discardedBy' is null and (data ->> 'offset')::bigint > $1
     order by (data ->> 'offset')::bigint limit $2`,
    [after ?? -1, limit + 1],
  );
  return rows.map(({ row }) => row);
}
