import type { Between, Measure, Window } from '../language/terms.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import { contains, lengthOf, unionOf } from '../time/interval-set.ts';
import type { Occurrences, Range } from './model.ts';

const utc: Between = { op: 'between', from: 0, until: 0, zone: 'UTC', offsets: [[0, 0]] };

/** The window whose zone days are counted in; those of a relative window are UTC. */
export function zoneOf(window: Window): Between {
  if (window.op === 'between') return window;
  return window.op === 'spell' ? window.window : utc;
}

/** The days that a date question asks about, such as `2025-08-06`. */
export interface AskedDays {
  readonly first: string;
  readonly last: string;
}

/** All the days of a measure's window. */
export function askedDays({ window }: Measure): AskedDays {
  const zone = zoneOf(window);
  const [first, last] = [zone.from, zone.until - 1].map((instant) => dayText(dayOf(instant, zone)));
  return { first: first ?? '', last: last ?? '' };
}

function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** The day on which an instant falls, as a date question has it: one of the days asked for, or beyond them. */
export function bucketOf(instant: number, zone: Between, { first, last }: AskedDays): string {
  if (instant === Infinity) return 'later';
  const day = dayText(dayOf(instant, zone));
  if (day < first) return 'earlier';
  return day > last ? 'later' : day;
}

/** The first second after a day in the window's zone. */
export function endOfDay(day: string, { offsets }: Between): number {
  const over = Date.parse(`${day}T00:00:00Z`) / 1000 + 86_400;
  const offset = offsets.findLast(([since, seconds]) => since + seconds <= over) ?? offsets[0];
  return over - (offset?.[1] ?? 0);
}

/** Number of the calendar day that an instant falls on in the window's zone. */
export function dayOf(instant: number, { offsets }: Between): number {
  const offset = offsets.findLast(([since]) => since <= instant) ?? offsets[0];
  return Math.floor((instant + (offset?.[1] ?? 0)) / 86_400);
}

/** An instant before which none falls on this calendar day or a later one. */
export function earliestOn(day: number, { offsets }: Between): number {
  return day * 86_400 - Math.max(0, ...offsets.map(([, seconds]) => seconds));
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
