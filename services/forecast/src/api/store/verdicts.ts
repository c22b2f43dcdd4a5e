import { placeKey } from '@casus/domain/questions';
import type { VerdictRow } from '@casus/domain/questions';
import { writtenBefore } from '../view.ts';
import type { View } from '../view.ts';

export interface FoundVerdict {
  readonly partition: number;
  readonly verdict: VerdictRow;
}

/** The accepted verdict that the record at an offset gave. */
export async function verdictAt(
  { db }: View,
  questionId: string,
  offset: number,
): Promise<FoundVerdict | undefined> {
  const { rows } = await db.query<FoundVerdict>(
    'select partition, data as verdict from read.verdicts where key = $1',
    [placeKey(questionId, offset)],
  );
  return rows[0];
}

/** Accepted verdicts, oldest first, without those that had read more of the world than the view has. */
export async function verdictHistory(view: View, questionId: string): Promise<readonly FoundVerdict[]> {
  const { rows } = await view.db.query<FoundVerdict>(
    `select partition, data as verdict from read.verdicts as verdict
     where key > $1 and key < $2 and ${writtenBefore('verdict', view)}
       and ($3::bigint is null or (data ->> 'world')::bigint <= $3)
     order by key`,
    [`${questionId}/`, `${questionId}0`, view.asOf === null ? null : (view.cut.world[0] ?? 0)],
  );
  return rows;
}
