import type { Between } from '../language/terms.ts';
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
  const unread = unreadDays(all, zone);
  return {
    low: fewestDays(days.filter((each) => each.sure)),
    high: unread === Infinity ? Infinity : mostDays(days, unread),
  };
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

function unreadDays({ unknown }: Occurrences, zone: Between): number {
  return unknown.reduce((total, { from, to }) => total + dayOf(to - 1, zone) - dayOf(from, zone) + 1, 0);
}

/** The most days: a day of its own for each, as far as there are any; unread days on top. */
function mostDays(ranges: readonly Range[], unread: number): number {
  const taken = new Set<number>();
  for (const { low, high } of ranges.toSorted((a, b) => a.high - b.high)) {
    for (let day = low; day <= high; day += 1) {
      if (taken.has(day)) continue;
      taken.add(day);
      break;
    }
  }
  return taken.size + unread;
}
