/** Sets of whole seconds: ascending half-open stretches that do not touch; bounds may be infinite. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}
export type Seconds = readonly Stretch[];

export const never: Seconds = [];

export function union(stretches: readonly Stretch[]): Seconds {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (from >= to) continue;
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

export function complement(set: Seconds): Seconds {
  const bounds = [-Infinity, ...set.flatMap(({ from, to }) => [from, to]), Infinity];
  const gaps: Stretch[] = [];
  for (let index = 0; index < bounds.length; index += 2) {
    const [from = 0, to = 0] = [bounds[index], bounds[index + 1]];
    if (from < to) gaps.push({ from, to });
  }
  return gaps;
}

export function common(a: Seconds, b: Seconds): Seconds {
  return a.flatMap((x) =>
    b
      .map((y) => ({ from: Math.max(x.from, y.from), to: Math.min(x.to, y.to) }))
      .filter(({ from, to }) => from < to),
  );
}

/** All seconds that lie `least` to `most` after one of the set. */
export function later(set: Seconds, least: number, most: number): Seconds {
  return union(set.map(({ from, to }) => ({ from: from + least, to: to + most })));
}

/** The first second of the set from `second` on; infinite where there is none. */
export function nextIn(set: Seconds, second: number): number {
  const found = set.find(({ to }) => second < to);
  return found === undefined ? Infinity : Math.max(found.from, second);
}

/** Whether it has all of the seconds from `low` to `high`. */
export function hasAll(set: Seconds, low: number, high: number): boolean {
  return set.some(({ from, to }) => from <= low && high < to);
}

/** Whether it has one of the seconds from `low` to `high`. */
export function hasSome(set: Seconds, low: number, high: number): boolean {
  return set.some(({ from, to }) => from <= high && low < to);
}

export function sizeOf(set: Seconds): number {
  return set.reduce((sum, { from, to }) => sum + to - from, 0);
}
