import { questionKinds } from './change.ts';
import type { ChangeKind } from './change.ts';

/** $1 partition, $2 and $3 the offsets from and until; what follows is a condition on the versions of a table. */
const inRange = 'partition = $1 and from_offset >= $2 and from_offset < $3';

/** Rows whose key begins with the question's id, $4. */
const ofQuestion = `key > $4 || '/' and key < $4 || '0'`;

interface Source {
  readonly table: string;
  readonly questionId: string;
  readonly data: string;
}

const sourceOf: Readonly<Record<(typeof questionKinds)[number], Source>> = {
  question: { table: 'questions', questionId: 'key', data: 'data' },
  // a certificate is no part of what is told
  verdict: { table: 'verdicts', questionId: `data ->> 'questionId'`, data: `data - 'certificate'` },
  resolution: { table: 'resolutions', questionId: `data ->> 'questionId'`, data: 'data' },
  prediction: { table: 'predictions', questionId: `data ->> 'questionId'`, data: 'data' },
  forecast: { table: 'forecasts', questionId: 'key', data: 'data' },
  score: { table: 'scores', questionId: `data ->> 'questionId'`, data: 'data' },
};

/** Versions of rows of `questions`, with the definition that stood then and, of a question, the version before. */
function questionChanges(versions: string): string {
  return `
with changed as materialized (${versions})
select changed.kind, changed.key, changed."offset", changed."questionId", '{}'::json as refs,
  case changed.kind when 'score'
    then changed.data || jsonb_build_object('kind', question.data #> '{definition,kind}') else changed.data end as row,
  coalesce(question.data #>> '{definition,revealAt}', question.data #>> '{definition,opensAt}') as "revealAt",
  before.data as before
from changed
left join lateral (
  select data from read.questions_history as stood
  where stood.key = changed."questionId" and stood.partition = $1 and stood.from_offset <= changed."offset"
  order by stood.from_offset desc limit 1
) as question on true
left join lateral (
  select data from read.questions_history as stood
  where changed.kind = 'question' and stood.key = changed.key and stood.partition = $1
    and stood.from_offset < changed."offset"
  order by stood.from_offset desc limit 1
) as before on true
order by changed."offset", changed.rank, changed.key`;
}

function versionsOf(
  kinds: readonly (typeof questionKinds)[number][],
  conditionOf: (kind: ChangeKind) => string,
): string {
  return kinds
    .map((kind) => {
      const { table, questionId, data } = sourceOf[kind];
      const rank = questionKinds.indexOf(kind);
      return `select '${kind}' as kind, ${rank} as rank, key, from_offset as "offset", ${questionId} as "questionId", ${data} as data
        from read.${table}_history where ${inRange} and ${conditionOf(kind)}`;
    })
    .join(' union all ');
}

const allVersions = versionsOf(questionKinds, () => 'true');
const heldVersions = versionsOf(['prediction', 'forecast', 'score'], (kind) =>
  kind === 'forecast' ? 'key = $4' : ofQuestion,
);

/** Events as they became, and those that ceased to be. */
const eventVersions = `
select 'event' as kind, 0 as rank, key, from_offset as "offset", data from read.events_history where ${inRange}
union all
select 'event-gone', 1, key, until_offset, null from read.events_history as gone
where partition = $1 and until_offset >= $2 and until_offset < $3 and not exists (
  select from read.events_history as next
  where next.key = gone.key and next.partition = $1 and next.from_offset = gone.until_offset)`;

const eventChanges = `
with changed as materialized (${eventVersions})
select kind, key, "offset", null as "questionId", null as "revealAt", data as row, null as before, (
  select coalesce(json_object_agg(report.key, report.ref) filter (where report.ref is not null), '{}')
  from jsonb_array_elements(changed.data -> 'reports') as told
  join read.reports as report on report.key = told ->> 'reportId'
) as refs
from changed order by "offset", rank, key`;

/** The offset of the change number $limit from `from` on, so that no record's changes are torn apart. */
function nthOffset(versions: string, limitParameter: string): string {
  return `select "offset" from (${versions}) as changed order by "offset" offset ${limitParameter} limit 1`;
}

/** Of `world`: changes ($1 partition, $2 from, $3 until), and the offset of change $4. */
export const worldSql = { changes: eventChanges, nth: nthOffset(eventVersions, '$4') };

/** Of `questions`: the same. */
export const questionsSql = { changes: questionChanges(allVersions), nth: nthOffset(allVersions, '$4') };

/** What is held of question $4; the offset of change $5. */
export const heldSql = { changes: questionChanges(heldVersions), nth: nthOffset(heldVersions, '$5') };
