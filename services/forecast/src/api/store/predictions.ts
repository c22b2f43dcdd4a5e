import type { PredictionRow, StandingRow } from '@casus/domain/questions';
import { positionText } from '@casus/log';
import type { Position } from '@casus/log';
import type { Database } from '@casus/projection';
import { placeKey, standingKey } from '@casus/domain/questions';
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

/** All that a forecaster has predicted, refused and late predictions too, by question and place in the log. */
export async function predictionsBy(
  view: View,
  { forecaster, after, limit }: Omit<PredictionFilter, 'questionId'>,
): Promise<readonly FoundPrediction[]> {
  const { rows } = await view.db.query<FoundPrediction>(
    `select key, partition, data as prediction from ${rowsOf(view, 'predictions')} as prediction
     where forecaster = $1 and key > $2 order by key limit $3`,
    [forecaster, after ?? '', limit + 1],
  );
  return rows;
}

/** Predictions on a question that stood at some time, of people and of the machine, in the order of the log. */
export async function listStood(
  view: View,
  { questionId, forecaster }: Pick<PredictionFilter, 'questionId' | 'forecaster'>,
): Promise<readonly PredictionRow[]> {
  const { rows } = await view.db.query<Pick<FoundPrediction, 'prediction'>>(
    `select data as prediction from ${rowsOf(view, 'predictions')} as prediction
     where key > $1 and key < $2 and status in ('standing', 'replaced', 'withdrawn')
       and ($3::text is null or forecaster = $3)
     order by key`,
    [`${questionId}/`, `${questionId}0`, forecaster ?? null],
  );
  return rows.map(({ prediction }) => prediction);
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

/** What the records at positions came to, by the position as text; those that readers do not see yet are left out. */
export async function decisionsAt(
  db: Database,
  places: readonly { readonly questionId: string; readonly position: Position }[],
): Promise<ReadonlyMap<string, Pick<PredictionRow, 'status' | 'code'>>> {
  const { rows } = await db.query<{ partition: number; prediction: PredictionRow }>(
    `select prediction.partition, prediction.data as prediction from unnest($1::text[], $2::int[]) as asked (key, partition)
     join read.predictions as prediction on prediction.key = asked.key and prediction.partition = asked.partition`,
    [
      places.map(({ questionId, position }) => placeKey(questionId, position.offset)),
      places.map(({ position }) => position.partition),
    ],
  );
  return new Map(
    rows.map(({ partition, prediction }) => [
      positionText({ topic: 'questions', partition, offset: prediction.offset }),
      prediction,
    ]),
  );
}

/** Which predictions of a forecaster stand now on some questions. */
export async function standingRows(
  db: Database,
  questionIds: readonly string[],
  forecaster: string,
): Promise<readonly StandingRow[]> {
  const { rows } = await db.query<{ standing: StandingRow }>(
    'select data as standing from read.standing where key = any($1)',
    [questionIds.map((questionId) => standingKey(questionId, forecaster))],
  );
  return rows.map(({ standing }) => standing);
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
