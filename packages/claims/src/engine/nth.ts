import { firstFrom } from '../time/interval-set.ts';
import { isSameEvent, within } from './occurrences.ts';
import type { Occurrence, Occurrences } from './model.ts';

/** The n-th of what occurs, by instant; at equal instants all of them. */
export function nthOf(all: Occurrences, n: number): Occurrences {
  const latest = nthSure(all.known, n);
  return {
    known: all.known.flatMap((each) => ranked(each, all, n)),
    unknown: within(all.unknown, -Infinity, latest),
  };
}

function ranked(each: Occurrence, all: Occurrences, n: number): readonly Occurrence[] {
  const others = all.known.filter((other) => other !== each && !isSameEvent(other, each));
  const surelyBefore = others.filter((other) => other.sure && other.high < each.low).length;
  const maybeBefore = others.filter((other) => other.low < each.high).length;
  const maybeUpTo = others.filter((other) => other.low <= each.high).length;
  const surelyUpTo = others.filter((other) => other.sure && other.high <= each.low).length;
  const unreadBefore = firstFrom(all.unknown, -Infinity) < each.high;
  const unreadUpTo = firstFrom(all.unknown, -Infinity) <= each.high;
  if (surelyBefore >= n || (maybeUpTo + 1 < n && !unreadUpTo)) return [];
  const sure = maybeBefore < n && !unreadBefore && surelyUpTo + 1 >= n;
  const rivals = others.filter((other) => other.low <= each.high && other.high >= each.low);
  const maybes = others.filter((other) => !other.sure);
  const doubts = [...rivals, ...maybes].flatMap((other) => other.doubts);
  return [{ ...each, sure: each.sure && sure, doubts: [...each.doubts, ...doubts] }];
}

/** The instant by which n have surely occurred. */
function nthSure(known: readonly Occurrence[], n: number): number {
  const highs = known.filter((each) => each.sure).map((each) => each.high);
  return highs.toSorted((a, b) => a - b)[n - 1] ?? Infinity;
}
