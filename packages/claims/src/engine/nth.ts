import { countBelow } from '@casus/domain/halving';
import { firstFrom } from '../time/interval-set.ts';
import type { Occurrence, Occurrences } from './model.ts';
import { within } from './occurrences.ts';
import type { Timeline } from './timeline.ts';
import { bearingOn, timelineOf } from './timeline.ts';

/** The n-th of what occurs, by instant; at equal instants all of them. */
export function nthOf(all: Occurrences, n: number): Occurrences {
  const order = orderOf(all);
  return {
    known: all.known.flatMap((each) => ranked(each, order, n)),
    unknown: within(all.unknown, -Infinity, order.sureHighs[n - 1] ?? Infinity),
  };
}

interface Order {
  /** One that surely occurs bears on the rank of others only while it may be either before or after them. */
  readonly timeline: Timeline;
  /** Sorted, of those that surely occur. */
  readonly sureHighs: readonly number[];
  /** Those of one event, by its id: they lie at one instant, so none is before another. */
  readonly together: ReadonlyMap<string, readonly Occurrence[]>;
  readonly firstUnread: number;
}

function orderOf({ known, unknown }: Occurrences): Order {
  const sure = known.filter((each) => each.sure);
  const alone = known.filter((each) => each.events.length === 1);
  return {
    timeline: timelineOf(known, (each) => (each.sure ? each.high : Infinity)),
    sureHighs: sure.map((each) => each.high).toSorted((a, b) => a - b),
    together: Map.groupBy(alone, ({ events }) => events[0]?.id ?? ''),
    firstUnread: firstFrom(unknown, -Infinity),
  };
}

function ranked(each: Occurrence, order: Order, n: number): readonly Occurrence[] {
  const { timeline, sureHighs, firstUnread } = order;
  const { low, high } = each;
  const own = ownOf(each, order);
  const ownSure = own.filter((other) => other.sure);
  const surelyBefore = countBelow(sureHighs, low) - count(ownSure, (other) => other.high < low);
  const maybeUpTo = countBelow(timeline.lows, high + 1) - count(own, (other) => other.low <= high);
  if (surelyBefore >= n || (maybeUpTo + 1 < n && firstUnread > high)) return [];
  const maybeBefore = countBelow(timeline.lows, high) - count(own, (other) => other.low < high);
  const surelyUpTo = countBelow(sureHighs, low + 1) - count(ownSure, (other) => other.high <= low);
  const sure = maybeBefore < n && firstUnread >= high && surelyUpTo + 1 >= n;
  const { doubts } = bearingOn(timeline, high + 1, low);
  return [{ ...each, sure: each.sure && sure, doubts: [each.doubts, doubts] }];
}

/** The occurrence itself, and others of its event. */
function ownOf(each: Occurrence, { together }: Order): readonly Occurrence[] {
  const [event, ...others] = each.events;
  return event === undefined || others.length > 0 ? [each] : (together.get(event.id) ?? [each]);
}

function count(some: readonly Occurrence[], test: (each: Occurrence) => boolean): number {
  return some.filter(test).length;
}
