import type { EventRow } from '@casus/domain/world';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';

/** An event and the refs of its reports, by report id. */
export interface FoundEvent {
  readonly event: EventRow;
  readonly refs: Readonly<Record<string, string>>;
}

export interface EventFilter {
  /** With its subtypes. */
  readonly type?: string | undefined;
  readonly actor?: string | undefined;
  /** Events whose interval overlaps [from, to). */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly status?: EventRow['status'] | undefined;
  /** `[from, id]` of the last event of the page before; `from` in UTC seconds. */
  readonly after?: readonly [number, string] | undefined;
  readonly limit: number;
}

/** $1… are the values that the condition on `event` speaks of. */
export async function selectEvents(
  view: View,
  condition: string,
  values: readonly unknown[],
): Promise<readonly FoundEvent[]> {
  const { rows } = await view.db.query<FoundEvent>(
    `select found.data as event, (
       select coalesce(jsonb_object_agg(report.key, report.ref) filter (where report.ref is not null), '{}')
       from jsonb_array_elements(found.data -> 'reports') as told
       join ${rowsOf(view, 'reports')} as report on report.key = told ->> 'reportId') as refs
     from (select * from ${rowsOf(view, 'events')} as event where ${condition}) as found
     order by found.occurred_from, found.key`,
    [...values],
  );
  return rows;
}

/** By the start of the interval, then id; one more than the limit where there are more. */
export async function listEvents(view: View, filter: EventFilter): Promise<readonly FoundEvent[]> {
  const [afterSecond, afterId] = filter.after ?? [null, null];
  return selectEvents(
    view,
    `($1::text is null or event.type = $1 or starts_with(event.type, $1 || '.'))
       and ($2::text is null or $2 = any(event.actors))
       and ($3::timestamptz is null or event.occurred_to > $3)
       and ($4::timestamptz is null or event.occurred_from < $4)
       and ($5::text is null or event.status = $5)
       and ($6::float8 is null or (event.occurred_from, event.key) > (to_timestamp($6), $7::text))
     order by event.occurred_from, event.key limit $8`,
    [
      filter.type ?? null,
      filter.actor ?? null,
      filter.from ?? null,
      filter.to ?? null,
      filter.status ?? null,
      afterSecond,
      afterId,
      filter.limit + 1,
    ],
  );
}

export async function findEvent(view: View, eventId: string): Promise<FoundEvent | undefined> {
  const [found] = await selectEvents(view, 'event.key = $1', [eventId]);
  return found;
}

/** Events that a party or an official source denies, as `listEvents` lists them. */
export async function disputedEvents(
  view: View,
  page: Pick<EventFilter, 'after' | 'limit'>,
): Promise<readonly FoundEvent[]> {
  return listEvents(view, { ...page, status: 'disputed' });
}

/** Events with these ids, by the start of the interval. */
export async function eventsById(view: View, ids: readonly string[]): Promise<readonly FoundEvent[]> {
  return selectEvents(view, 'event.key = any($1)', [ids]);
}
