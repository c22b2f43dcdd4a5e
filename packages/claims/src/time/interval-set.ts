import { countLeading } from '@casus/domain/halving';
import type { Interval } from '@casus/domain/evidence';

/** Disjoint, non-touching, ascending half-open intervals of whole seconds; bounds may be infinite. */
export type IntervalSet = readonly Interval[];

export const nowhere: IntervalSet = [];
export const everywhere: IntervalSet = [{ from: -Infinity, to: Infinity }];

/** From intervals in any order, touching or overlapping; empty ones are dropped. */
export function unionOf(intervals: readonly Interval[]): IntervalSet {
  const sorted = intervals.filter(({ from, to }) => from < to).toSorted((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

export function complementOf(set: IntervalSet): IntervalSet {
  const gaps: Interval[] = [];
  let from = -Infinity;
  for (const each of set) {
    if (from < each.from) gaps.push({ from, to: each.from });
    from = each.to;
  }
  return from < Infinity ? [...gaps, { from, to: Infinity }] : gaps;
}

export function intersectionOf(a: IntervalSet, b: IntervalSet): IntervalSet {
  const common: Interval[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [first, second] = [a[i], b[j]];
    if (first === undefined || second === undefined) return common;
    const from = Math.max(first.from, second.from);
    const to = Math.min(first.to, second.to);
    if (from < to) common.push({ from, to });
    if (first.to < second.to) i += 1;
    else j += 1;
  }
}

export function without(set: IntervalSet, removed: IntervalSet): IntervalSet {
  return intersectionOf(set, complementOf(removed));
}

/** Every instant that lies `least` to `most` seconds after one of the set. */
export function spread(set: IntervalSet, least: number, most: number): IntervalSet {
  return unionOf(set.map(({ from, to }) => ({ from: from + least, to: to + most })));
}

export function contains(set: IntervalSet, instant: number): boolean {
  const interval = set[firstEndingAfter(set, instant)];
  return interval !== undefined && interval.from <= instant;
}

/** True if every instant from `low` to `high`, both included, is in the set. */
export function containsAll(set: IntervalSet, low: number, high: number): boolean {
  const interval = set[firstEndingAfter(set, high)];
  return interval !== undefined && interval.from <= low;
}

/** True if some instant from `low` to `high`, both included, is in the set. */
export function meets(set: IntervalSet, low: number, high: number): boolean {
  const interval = set[firstEndingAfter(set, low)];
  return interval !== undefined && interval.from <= high;
}

/** The intervals of a set that have an instant from `low` to `high`, both included. */
export function meeting(set: IntervalSet, low: number, high: number): IntervalSet {
  const first = firstEndingAfter(set, low);
  let end = first;
  while ((set[end]?.from ?? Infinity) <= high && end < set.length) end += 1;
  return set.slice(first, end);
}

/** First instant of the set at or after `instant`; infinite when there is none. */
export function firstFrom(set: IntervalSet, instant: number): number {
  const found = set[firstEndingAfter(set, instant)];
  return found === undefined ? Infinity : Math.max(found.from, instant);
}

/** The place of the first interval that is not over at an instant. */
function firstEndingAfter(set: IntervalSet, instant: number): number {
  return countLeading(set.length, (index) => (set[index]?.to ?? Infinity) <= instant);
}

/** Number of seconds in the set. */
export function lengthOf(set: IntervalSet): number {
  return set.reduce((total, { from, to }) => total + (to - from), 0);
}
