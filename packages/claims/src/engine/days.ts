import type { Between } from '../language/terms.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import { contains, lengthOf, unionOf } from '../time/interval-set.ts';
import type { Occurrences, Range } from './model.ts';

/** Number of the calendar day that an instant falls on in the window's zone. */
function dayOf(instant: number, { offsets }: Between): number {
  const offset = offsets.findLast(([since]) => since <= instant) ?? offsets[0];
  return Math.floor((instant + (offset?.[1] ?? 0)) / 86_400);
}

/** Least and greatest number of different days on which something occurs. */
export function countDays(all: Occurrences, zone: Between): Range {
  const days = all.known.map((each) => ({
    low: dayOf(each.low, zone),
    high: dayOf(each.high, zone),
    sure: each.sure,
  }));
  return { low: fewestDays(days.filter((each) => each.sure)), high: mostDays(days, unreadDays(all, zone)) };
}

/** The fewest days that touch every range: at each step the last day of the one that ends first. */
function fewestDays(ranges: readonly Range[]): number {
  let [count, taken] = [0, -Infinity];
  for (const { low, high } of ranges.toSorted((a, b) => a.high - b.high)) {
    if (low <= taken) continue;
    count += 1;
    taken = high;
  }
  return count;
}

/** Days on which something unread may be, as disjoint ranges. */
function unreadDays({ unknown }: Occurrences, zone: Between): IntervalSet {
  return unionOf(unknown.map(({ from, to }) => ({ from: dayOf(from, zone), to: dayOf(to - 1, zone) + 1 })));
}

/** The most days: those that may have something unread, and a day of its own for each known one off them. */
function mostDays(ranges: readonly Range[], unread: IntervalSet): number {
  const taken = new Set<number>();
  for (const { low, high } of ranges.toSorted((a, b) => a.high - b.high)) {
    for (let day = low; day <= high; day += 1) {
      if (taken.has(day) || contains(unread, day)) continue;
      taken.add(day);
      break;
    }
  }
  return taken.size + lengthOf(unread);
}
