import { rowsOf, writtenBefore } from '../view.ts';
import type { View } from '../view.ts';
import { questionsOf } from './questions.ts';
import type { ScoreRow } from './rows.ts';

/** Scores of questions by question and forecaster. */
export async function scoresOf(view: View, questionIds: readonly string[]): Promise<readonly ScoreRow[]> {
  const { rows } = await view.db.query<{ score: ScoreRow }>(
    `select score.data as score from unnest($1::text[]) as asked (id)
     cross join lateral (
       select key, data from ${rowsOf(view, 'scores')} as row
       where row.key > asked.id || '/' and row.key < asked.id || '0') as score
     order by score.key`,
    [questionIds],
  );
  return rows.map(({ score }) => score);
}

/** A probability that stood in [start, end), UTC seconds; the end is Infinity while it stands. */
export interface Stood {
  readonly questionId: string;
  readonly forecasterId: string;
  readonly p: number;
  readonly start: number;
  readonly end: number;
}

type Found = Omit<Stood, 'end'> & { readonly end: number | null };

const stood = (rows: readonly Found[]): readonly Stood[] =>
  rows.map((row) => ({ ...row, end: row.end ?? Infinity }));

/** Whose predictions: of everybody with the role, or only of those named. */
export interface Predictors {
  readonly role: 'forecaster' | 'baseline';
  readonly forecasters?: readonly string[] | undefined;
}

/** Binary predictions that stood, by question and place in the log. */
export async function predictionsStood(
  view: View,
  questionIds: readonly string[],
  { role, forecasters }: Predictors,
): Promise<readonly Stood[]> {
  const { rows } = await view.db.query<Found>(
    `select asked.id as "questionId", forecaster as "forecasterId",
       (data #>> '{value,probability}')::float8 as p, (data ->> 'at')::float8 / 1000 as start,
       (data ->> 'endedAt')::float8 / 1000 as end
     from unnest($1::text[]) as asked (id)
     cross join lateral (
       select key, forecaster, data from ${rowsOf(view, 'predictions')} as row
       where row.key > asked.id || '/' and row.key < asked.id || '0'
         and row.status not in ('refused', 'late') and row.data ->> 'role' = $2
         and ($3::text[] is null or row.forecaster = any($3))) as prediction
     where data #> '{value,probability}' is not null
     order by key`,
    [questionIds, role, forecasters ?? null],
  );
  return stood(rows);
}

/**
 * The published forecast of binary questions, step by step; while nobody stood there is none. Where the question's
 * aggregate is not kept in the steps, it is the geometric mean of odds.
 */
export async function crowdStood(view: View, questionIds: readonly string[]): Promise<readonly Stood[]> {
  const { rows } = await view.db.query<Found>(
    `select * from (
       select step.key as "questionId", 'crowd' as "forecasterId",
         coalesce((step.data #>> array['values', question.data #>> '{definition,aggregate}', 'probability'])::float8,
           step.probability) as p,
         extract(epoch from step.at)::float8 as start,
         lead(extract(epoch from step.at)::float8) over (partition by step.key order by step.from_offset) as end
       from read.forecasts_history as step
       join ${questionsOf(view)} as question on question.key = step.key
       where step.key = any($1) and ${writtenBefore('step', view)}) as steps
     where p is not null order by "questionId", start`,
    [questionIds],
  );
  return stood(rows);
}
