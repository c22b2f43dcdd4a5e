import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';
import type { ScoredRow, ScoreRow } from './rows.ts';

/** Scores by the resolution with the number, best peer score first; none while another one is scored. */
export async function listScores(
  view: View,
  questionId: string,
  resolution: number,
): Promise<readonly ScoreRow[]> {
  const { rows } = await view.db.query<{ score: ScoreRow }>(
    `select data as score from ${rowsOf(view, 'scores')} as score
     where key > $1 and key < $2 and (data ->> 'resolution')::int = $3 order by peer desc, key`,
    [`${questionId}/`, `${questionId}0`, resolution],
  );
  return rows.map(({ score }) => score);
}

export async function findScored(view: View, questionId: string): Promise<ScoredRow | undefined> {
  const { rows } = await view.db.query<{ scored: ScoredRow }>(
    `select data as scored from ${rowsOf(view, 'scored')} as scored where key = $1`,
    [questionId],
  );
  return rows[0]?.scored;
}
