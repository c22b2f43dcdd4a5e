import type { QuestionRow } from '@casus/domain/questions';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';
import { questionsOf } from './questions.ts';
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

/** A score with what is needed to show it. */
export interface FoundScore {
  readonly key: string;
  readonly score: ScoreRow;
  readonly kind: QuestionRow['definition']['kind'];
  /** From when on the crowd is shown, by the definition that stands today. */
  readonly revealAt: string;
}

/** A forecaster's scores by the resolutions that stand, by question; one more than the limit where there are more. */
export async function scoresBy(
  view: View,
  { forecaster, after, limit }: { forecaster: string; after: string | undefined; limit: number },
): Promise<readonly FoundScore[]> {
  const { rows } = await view.db.query<FoundScore>(
    `select score.key, score.data as score, question.data #>> '{definition,kind}' as kind,
       coalesce(today.data #>> '{definition,revealAt}', today.data #>> '{definition,opensAt}') as "revealAt"
     from ${rowsOf(view, 'scores')} as score
     join ${questionsOf(view)} as question on question.key = score.data ->> 'questionId'
     join read.questions as today on today.key = question.key
     where score.forecaster = $1 and score.key > $2
       and (score.data ->> 'resolution')::int = (question.data #>> '{resolution,number}')::int
     order by score.key limit $3`,
    [forecaster, after ?? '', limit + 1],
  );
  return rows;
}
