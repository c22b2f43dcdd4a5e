import type { QuestionRow } from '@casus/domain/questions';
import type { Database } from '@casus/projection';
import { offsetsSql, rowsOf, writtenBefore } from '../view.ts';
import type { View } from '../view.ts';
import type { ForecastRow } from './rows.ts';

/** Where a question is on its way, as a reader sees it. */
export const questionStatuses = [
  'scheduled',
  'open',
  'closed',
  'resolving',
  'undecided',
  'resolved',
  'contested',
  'annulled',
] as const;
export type QuestionStatus = (typeof questionStatuses)[number];

/** A question as it stands in a view. */
export interface FoundQuestion {
  readonly question: QuestionRow;
  readonly partition: number;
  readonly status: QuestionStatus;
  readonly forecast: ForecastRow | null;
  /** The forecast an hour, a day and seven days before the view's moment. */
  readonly earlier: Readonly<Record<'hour' | 'day' | 'week', ForecastRow | null>>;
  /** From when on the crowd is shown, by the definition that stands today. */
  readonly revealAt: string;
}

/**
 * Questions of the view. One that is seen as of a time is its last version before the cut that rests on no more of
 * the world than the cut has.
 */
export function questionsOf(view: View): string {
  if (view.asOf === null) return 'read.questions';
  const world = view.cut.world[0] ?? 0;
  const next = `(${offsetsSql(view.cut.questions)})[version.partition + 1]`;
  return `(
    select distinct on (version.key) * from read.questions_history as version
    where version.from_offset < ${next}
      and coalesce((version.data #>> '{verdict,world}')::bigint, 0) <= ${world}
      and coalesce((version.data #>> '{settled,world}')::bigint, 0) <= ${world}
    order by version.key, version.from_offset desc)`;
}

/** The status at a moment, given as an SQL expression: that closesAt has passed is for the reader to see. */
function statusSql(moment: string): string {
  return `case
    when question.status = 'annulled' then 'annulled'
    when question.status = 'resolved' and question.contested then 'contested'
    when question.status = 'resolved' then 'resolved'
    when jsonb_typeof(question.data -> 'undecided') = 'object' then 'undecided'
    when question.status = 'open' and question.opens_at > ${moment} then 'scheduled'
    when question.status = 'open' and question.closes_at > ${moment} then 'open'
    when question.data #>> '{verdict,verdict,value}' not in ('open', 'indeterminate') then 'resolving'
    else 'closed'
  end`;
}

/** $1 is the view's moment as a timestamptz. */
function foundSql(view: View): string {
  return `
    select question.key, question.closes_at, question.tags, question.partition, question.data as question,
      ${statusSql('$1::timestamptz')} as status, forecast.data as forecast,
      json_build_object('hour', ${stepBefore(view, '1 hour')}, 'day', ${stepBefore(view, '1 day')},
        'week', ${stepBefore(view, '7 days')}) as earlier,
      coalesce(today.data #>> '{definition,revealAt}', today.data #>> '{definition,opensAt}') as "revealAt"
    from ${questionsOf(view)} as question
    join read.questions as today on today.key = question.key
    left join ${rowsOf(view, 'forecasts')} as forecast on forecast.key = question.key`;
}

/** The step that stood so long before the view's moment. */
function stepBefore(view: View, interval: string): string {
  return `(
    select step.data from read.forecasts_history as step
    where step.key = question.key and step.at <= $1::timestamptz - interval '${interval}' and ${writtenBefore('step', view)}
    order by step.from_offset desc limit 1)`;
}

export async function findQuestion(view: View, questionId: string): Promise<FoundQuestion | undefined> {
  const { rows } = await view.db.query<FoundQuestion>(
    `select * from (${foundSql(view)}) as found where key = $2`,
    [new Date(view.moment), questionId],
  );
  return rows[0];
}

export interface QuestionFilter {
  readonly status?: QuestionStatus | undefined;
  readonly tag?: string | undefined;
  /** `[closesAt, id]` of the last question of the page before. */
  readonly after?: readonly [string, string] | undefined;
  readonly limit: number;
}

/** By closing time, then id; one more than the limit where there are more. */
export async function listQuestions(view: View, filter: QuestionFilter): Promise<readonly FoundQuestion[]> {
  const { rows } = await view.db.query<FoundQuestion>(
    `select * from (${foundSql(view)}) as found
     where ($2::text is null or status = $2) and ($3::text is null or $3 = any(tags))
       and ($4::timestamptz is null or (closes_at, key) > ($4, $5::text))
     order by closes_at, key limit $6`,
    [
      new Date(view.moment),
      filter.status ?? null,
      filter.tag ?? null,
      filter.after?.[0] ?? null,
      filter.after?.[1] ?? null,
      filter.limit + 1,
    ],
  );
  return rows;
}

/** Some questions as they are now; those that there are not are left out. */
export async function questionRows(
  db: Database,
  questionIds: readonly string[],
): Promise<readonly QuestionRow[]> {
  const { rows } = await db.query<{ question: QuestionRow }>(
    'select data as question from read.questions where key = any($1)',
    [questionIds],
  );
  return rows.map(({ question }) => question);
}

/** Offsets of the records that made the definitions of a question, up to one of them; ascending. */
export async function definitionOffsets(
  { db }: View,
  questionId: string,
  last: number,
): Promise<readonly number[]> {
  const { rows } = await db.query<{ offset: string }>(
    `select distinct (data ->> 'definitionOffset')::bigint as "offset" from read.questions_history
     where key = $1 and (data ->> 'definitionOffset')::bigint <= $2 order by "offset"`,
    [questionId, last],
  );
  return rows.map(({ offset }) => Number(offset));
}
