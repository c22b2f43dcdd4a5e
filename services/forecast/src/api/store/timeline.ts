import type { EventRow } from '@casus/domain/world';
import type { View } from '../view.ts';
import { selectEvents } from './events.ts';
import type { FoundEvent } from './events.ts';
import { onSide, sideIn, sideValues } from './sides.ts';

export interface TimelineFilter {
  /** Somebody of each side takes part. */
  readonly between: readonly [string, string];
  /** With their subtypes; absent: all. */
  readonly types?: readonly string[] | undefined;
  /** Events whose interval overlaps [from, to). */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly status?: EventRow['status'] | undefined;
  /** `[from, id]` of the last event of the page before; `from` in UTC seconds. */
  readonly after?: readonly [number, string] | undefined;
  readonly limit: number;
}

const ofTypes = (parameter: string): string =>
  `(${parameter}::text[] is null or exists (select from unnest(${parameter}) as wanted (type)
     where event.type = wanted.type or starts_with(event.type, wanted.type || '.')))`;

/** Newest first, by the start of the interval, then id; one more than the limit where there are more. */
export async function listTimeline(view: View, filter: TimelineFilter): Promise<readonly FoundEvent[]> {
  const [one, other] = [await sideIn(view, filter.between[0]), await sideIn(view, filter.between[1])];
  const [afterSecond, afterId] = filter.after ?? [null, null];
  const found = await selectEvents(
    view,
    `${onSide('event.actors', 1)} and ${onSide('event.actors', 4)} and ${ofTypes('$7')}
       and ($8::timestamptz is null or event.occurred_to > $8)
       and ($9::timestamptz is null or event.occurred_from < $9)
       and ($10::text is null or event.status = $10)
       and ($11::float8 is null or (event.occurred_from, event.key) < (to_timestamp($11), $12::text))
     order by event.occurred_from desc, event.key desc limit $13`,
    [
      ...sideValues(one),
      ...sideValues(other),
      filter.types ?? null,
      filter.from ?? null,
      filter.to ?? null,
      filter.status ?? null,
      afterSecond,
      afterId,
      filter.limit + 1,
    ],
  );
  return found.toReversed();
}

/** What somebody of one side does to somebody of the other, of these types with their subtypes; oldest first. */
export async function listActs(
  view: View,
  filter: { readonly by?: string | undefined; readonly on?: string | undefined; types: readonly string[] },
): Promise<readonly FoundEvent[]> {
  const by = filter.by === undefined ? null : await sideIn(view, filter.by);
  const on = filter.on === undefined ? null : await sideIn(view, filter.on);
  const nobody = { actors: null, since: null, till: null };
  const named = (field: 'actor' | 'target'): string => `array[event.data ->> '${field}']`;
  return selectEvents(
    view,
    `${ofTypes('$1')} and ($2::text[] is null or ${onSide(named('actor'), 2)})
       and ($5::text[] is null or ${onSide(named('target'), 5)})
     order by event.occurred_from, event.key`,
    [
      filter.types,
      ...Object.values(by === null ? nobody : { ...by }),
      ...Object.values(on === null ? nobody : { ...on }),
    ],
  );
}
