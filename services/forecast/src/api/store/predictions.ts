import type { PredictionRow } from '@casus/domain/questions';
import type { Position } from '@casus/log';
import type { Database } from '@casus/projection';
import { placeKey } from '@casus/domain/questions';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';

export interface FoundPrediction {
  readonly key: string;
  readonly partition: number;
  readonly prediction: PredictionRow;
}

export interface PredictionFilter {
  readonly questionId: string;
  /** Only this forecaster's. */
  readonly forecaster?: string | undefined;
  /** Key of the last prediction of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** In the order in which they were made; one more than the limit where there are more. Refused ones are left out. */
export async function listPredictions(
  view: View,
  { questionId, forecaster, after, limit }: PredictionFilter,
): Promise<readonly FoundPrediction[]> {
  const { rows } = await view.db.query<FoundPrediction>(
    `select key, partition, data as prediction from ${rowsOf(view, 'predictions')} as prediction
     where key > $1 and key < $2 and status <> 'refused' and ($3::text is null or forecaster = $3)
     order by key limit $4`,
    [after ?? `${questionId}/`, `${questionId}0`, forecaster ?? null, limit + 1],
  );
  return rows;
}

/** What the record at a position came to. */
export async function predictionAt(
  db: Database,
  questionId: string,
  { partition, offset }: Position,
): Promise<FoundPrediction | undefined> {
  const { rows } = await db.query<FoundPrediction>(
    'select key, partition, data as prediction from read.predictions where key = $1 and partition = $2',
    [placeKey(questionId, offset), partition],
  );
  return rows[0];
}

/** The prediction that the record at a position withdrew. */
export async function withdrawnAt(
  db: Database,
  questionId: string,
  { partition, offset }: Position,
): Promise<FoundPrediction | undefined> {
  const { rows } = await db.query<FoundPrediction>(
    `select key, partition, data as prediction from read.predictions_history
     where key > $1 and key < $2 and partition = $3 and from_offset = $4 and status = 'withdrawn'`,
    [`${questionId}/`, `${questionId}0`, partition, offset],
  );
  return rows[0];
}
