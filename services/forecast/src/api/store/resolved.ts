import type { QuestionDefinition } from '@casus/domain/records';
import type { Resolution } from '@casus/domain/questions';
import type { View } from '../view.ts';
import { questionsOf } from './questions.ts';

/** A question with the resolution that stands in a view. Times in UTC seconds, but for those of the resolution. */
export interface ResolvedQuestion {
  readonly questionId: string;
  readonly kind: QuestionDefinition['kind'];
  /** When scoring begins: the opening, which is not before the question was recorded. */
  readonly open: number;
  /** The scheduled close. */
  readonly sched: number;
  readonly resolution: Resolution;
  /** From when on the crowd is shown, by the definition that stands today. */
  readonly revealAt: string;
}

/** Questions with one of the tags, or of the ids; everything where neither is given. */
export interface QuestionSet {
  readonly tags?: readonly string[] | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** Resolved questions of a set by id; annulled ones are left out, void ones are not. */
export async function resolvedQuestions(
  view: View,
  { tags, ids }: QuestionSet,
): Promise<readonly ResolvedQuestion[]> {
  const { rows } = await view.db.query<ResolvedQuestion>(
    `select question.key as "questionId", question.data #>> '{definition,kind}' as kind,
       greatest(extract(epoch from question.opens_at)::float8,
         (question.data ->> 'openedAt')::float8 / 1000) as open,
       extract(epoch from question.closes_at)::float8 as sched,
       question.data -> 'resolution' as resolution,
       coalesce(today.data #>> '{definition,revealAt}', today.data #>> '{definition,opensAt}') as "revealAt"
     from ${questionsOf(view)} as question join read.questions as today on today.key = question.key
     where question.status = 'resolved'
       and ($1::text[] is null and $2::text[] is null or question.tags && $1 or question.key = any($2))
     order by question.key`,
    [tags ?? null, ids ?? null],
  );
  return rows;
}

/** An outcome while it was the known one; log times in epoch milliseconds. */
export interface OutcomeStep {
  readonly questionId: string;
  readonly outcome: Resolution['outcome'];
  readonly at: number;
}

/** What binary questions were resolved as, earlier resolutions included: by question, oldest first. */
export async function outcomeSteps(view: View): Promise<readonly OutcomeStep[]> {
  const { rows } = await view.db.query<OutcomeStep>(
    `select question.key as "questionId", made.data -> 'outcome' as outcome, (made.data ->> 'at')::float8 as at
     from ${questionsOf(view)} as question
     cross join lateral (
       select data from read.resolutions as resolution
       where resolution.key > question.key || '/' and resolution.key < question.key || '0'
         and (data ->> 'number')::int <= (question.data #>> '{resolution,number}')::int) as made
     where question.data #>> '{definition,kind}' = 'binary'
     order by question.key, (made.data ->> 'number')::int`,
  );
  return rows;
}
