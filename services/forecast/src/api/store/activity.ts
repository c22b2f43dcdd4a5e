import type { EventRow } from '@casus/domain/world';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';
import { onSide, sideIn, sideValues } from './sides.ts';

export interface ActivityFilter {
  /** Only events in which somebody of the side takes part. */
  readonly actor?: string | undefined;
  /** With its subtypes. */
  readonly type?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by: 'day' | 'week' | 'month';
  /** `[start, type]` of the last row of the page before. */
  readonly after?: readonly [string, string] | undefined;
  readonly limit: number;
}

/** How many events of a type began in a day, a week from Monday, or a month of UTC. */
export interface ActivityCount {
  /** First day, `2025-08-06`. */
  readonly start: string;
  readonly type: string;
  readonly certain: number;
  readonly possible: number;
  readonly disputed: number;
}

const countOf = (status: EventRow['status']): string =>
  `count(*) filter (where event.status = '${status}')::int as ${status}`;

/** Oldest first; one more than the limit where there are more. An event counts at the start of its interval. */
export async function listActivity(view: View, filter: ActivityFilter): Promise<readonly ActivityCount[]> {
  const side = filter.actor === undefined ? [null, null, null] : sideValues(await sideIn(view, filter.actor));
  const [afterStart, afterType] = filter.after ?? [null, null];
  const { rows } = await view.db.query<ActivityCount>(
    `select * from (
       select to_char(date_trunc($4, event.occurred_from, 'UTC') at time zone 'UTC', 'YYYY-MM-DD') as start,
         event.type, ${countOf('certain')}, ${countOf('possible')}, ${countOf('disputed')}
       from ${rowsOf(view, 'events')} as event
       where event.status <> 'retracted' and ($1::text[] is null or ${onSide('event.actors', 1)})
         and ($5::text is null or event.type = $5 or starts_with(event.type, $5 || '.'))
         and ($6::timestamptz is null or event.occurred_from >= $6)
         and ($7::timestamptz is null or event.occurred_from < $7)
       group by 1, 2) as counted
     where $8::text is null or (start, type) > ($8, $9::text)
     order by start, type limit $10`,
    [
      ...side,
      filter.by,
      filter.type ?? null,
      filter.from ?? null,
      filter.to ?? null,
      afterStart,
      afterType,
      filter.limit + 1,
    ],
  );
  return rows;
}
