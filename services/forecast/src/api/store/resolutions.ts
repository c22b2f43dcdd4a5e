import type { ResolutionRow } from '@casus/domain/questions';
import { writtenBefore } from '../view.ts';
import type { View } from '../view.ts';

export interface FoundResolution {
  readonly partition: number;
  readonly resolution: ResolutionRow;
}

/** Resolutions as they were made, oldest first, up to the one with the number that stands. */
export async function resolutionHistory(
  view: View,
  questionId: string,
  standingNumber: number,
): Promise<readonly FoundResolution[]> {
  const { rows } = await view.db.query<FoundResolution>(
    `select partition, data as resolution from read.resolutions as resolution
     where key > $1 and key < $2 and ${writtenBefore('resolution', view)} and (data ->> 'number')::int <= $3
     order by key`,
    [`${questionId}/`, `${questionId}0`, standingNumber],
  );
  return rows;
}
