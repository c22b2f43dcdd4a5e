import type { Between, Window } from '@casus/claims/terms';
import { sizeOf, union } from './seconds.ts';
import type { Range } from './windows.ts';
import type { Happenings } from './world.ts';

type Zone = Pick<Between, 'offsets'>;

/** Days of a relative window are those of UTC. */
export function zoneOf(window: Window): Zone {
  if (window.op === 'between') return window;
  return window.op === 'spell' ? window.window : { offsets: [[0, 0]] };
}

export function dayOf(second: number, { offsets }: Zone): number {
  const [, offset] = offsets.findLast(([since]) => since <= second) ?? offsets[0] ?? [0, 0];
  return Math.floor((second + offset) / 86_400);
}

/** The fewest days that the sure ones need, and the most that all can be spread over. */
export function daysOf({ known, unread }: Happenings, zone: Zone): Range {
  const ranges = known
    .map(({ low, high, sure }) => ({ low: dayOf(low, zone), high: dayOf(high, zone), sure }))
    .toSorted((a, b) => a.high - b.high);
  let [fewest, last] = [0, -Infinity];
  for (const { low, high } of ranges.filter(({ sure }) => sure)) {
    if (low <= last) continue;
    [fewest, last] = [fewest + 1, high];
  }
  const free = union(
    unread.map(({ from, to }) => ({ from: dayOf(from, zone), to: dayOf(to - 1, zone) + 1 })),
  );
  const taken = new Set<number>();
  for (const { low, high } of ranges) {
    let day = low;
    while (day <= high && (taken.has(day) || free.some(({ from, to }) => from <= day && day < to))) day += 1;
    if (day <= high) taken.add(day);
  }
  return { low: fewest, high: taken.size + sizeOf(free) };
}
