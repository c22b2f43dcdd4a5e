import { dayOf } from '../engine/days.ts';
import type { Between } from '../language/terms.ts';
import type { Entry } from './entry-list.ts';
import type { Bounds } from './measure-plan.ts';
import type { PatternNode } from './pattern-node.ts';

/** How many events of a pattern are surely in `[from, until)`, and how many others may be. */
export function countWithin(
  { sure, unsure, vague }: PatternNode,
  from: number,
  until: number,
): { readonly sure: number; readonly unsure: number } {
  const begun = sure.countBefore(until) - sure.countBefore(from);
  const others = unsure.size === 0 ? 0 : unsure.overlapping(from, until).length;
  if (vague.size === 0) return { sure: begun, unsure: others };
  const atStart = vague.countAcross(from, -Infinity);
  const atEnd = vague.countAcross(until, from);
  return { sure: begun - atEnd, unsure: others + atStart + atEnd };
}

/** On how many days of a window there is something; null where it is in doubt on which. */
export function daysWithin(
  { sure, unsure, vague }: PatternNode,
  window: Between,
  covered: number,
): Bounds | null {
  const { from, until } = window;
  if (unsure.meets(from, until)) return null;
  const days = surelyOn(sure.overlapping(from, until), window);
  if (days === null) return null;
  const firstUnread = covered < until ? dayOf(Math.max(covered, from), window) : Infinity;
  const read = [...days].filter((day) => day < firstUnread).length;
  const unread = covered < until ? dayOf(until - 1, window) + 1 - firstUnread : 0;
  return { low: days.size, high: read + unread, doubtful: vague.meets(from, until) };
}

/** The days of entries; null where one may lie on another day or outside of the window. */
function surelyOn(entries: readonly Entry[], window: Between): ReadonlySet<number> | null {
  const days = new Set<number>();
  for (const { low, high } of entries) {
    const day = dayOf(low, window);
    if (low < window.from || high >= window.until || dayOf(high, window) !== day) return null;
    days.add(day);
  }
  return days;
}
