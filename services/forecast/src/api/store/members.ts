import type { PredictionRow } from '@casus/domain/questions';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';

/**
 * Predictions of people that stood at some time after `since` (epoch milliseconds), by question, oldest first.
 */
export async function membersOf(
  view: View,
  questionIds: readonly string[],
  since: number,
): Promise<ReadonlyMap<string, readonly PredictionRow[]>> {
  if (questionIds.length === 0) return new Map();
  const { rows } = await view.db.query<{ prediction: PredictionRow }>(
    `select prediction.data as prediction from unnest($1::text[]) as asked (id)
     cross join lateral (
       select key, data from ${rowsOf(view, 'predictions')} as row
       where row.key > asked.id || '/' and row.key < asked.id || '0'
         and row.status in ('standing', 'replaced', 'withdrawn') and row.data ->> 'role' = 'forecaster'
         and (row.data ->> 'endedAt' is null or (row.data ->> 'endedAt')::float8 > $2)) as prediction
     order by prediction.key`,
    [questionIds, since],
  );
  return Map.groupBy(
    rows.map(({ prediction }) => prediction),
    ({ questionId }) => questionId,
  );
}
