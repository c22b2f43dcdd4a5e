import { follows } from './happening.ts';
import { common, complement, hasSome, union } from './seconds.ts';
import type { Happening, Happenings } from './world.ts';

/** Instants with none of the event in the `quiet` seconds before; simultaneous ones are one. */
export function startsOf(all: Happenings, quiet: number): Happenings {
  const sure = all.known.filter((each) => each.sure);
  const fresh = all.known.filter(
    (each) => !sure.some((other) => other !== each && follows(other, each, 1, quiet) === 2),
  );
  const together = [
    ...fresh.filter(({ low, high }) => low !== high),
    ...[
      ...Map.groupBy(
        fresh.filter(({ low, high }) => low === high),
        ({ low }) => low,
      ),
    ].map(([second, group]) => asOne(group, second)),
  ];
  const starts = groupsOf(together).flatMap((group) => mergedIf(group, quiet));
  const absorbed = union(sure.map(({ low, high }) => ({ from: high + 1, to: low + quiet + 1 })));
  return {
    known: starts.map((start) => ({ ...start, sure: start.sure && isAlone(start, all, quiet) })),
    unread: common(all.unread, complement(absorbed)),
  };
}

function asOne(group: readonly Happening[], high: number): Happening {
  return {
    facts: group.flatMap(({ facts }) => facts),
    low: Math.min(...group.map(({ low }) => low)),
    high,
    sure: group.some(({ sure }) => sure),
  };
}

/** Those whose ranges overlap, directly or through others. */
function groupsOf(known: readonly Happening[]): readonly (readonly Happening[])[] {
  const groups: Happening[][] = [];
  for (const each of known.toSorted((a, b) => a.low - b.low)) {
    const group = groups.at(-1);
    if (group?.some(({ high }) => each.low <= high)) group.push(each);
    else groups.push([each]);
  }
  return groups;
}

/** A group no longer than the quiet time has one start, by the time that a sure one of it has come. */
function mergedIf(group: readonly Happening[], quiet: number): readonly Happening[] {
  const first = Math.min(...group.map(({ low }) => low));
  const last = Math.max(...group.map(({ high }) => high));
  if (group.length === 1 || last - first > quiet) return group;
  const latest = Math.min(last, ...group.filter(({ sure }) => sure).map(({ high }) => high));
  return [
    asOne(
      group.filter(({ low }) => low <= latest),
      latest,
    ),
  ];
}

function isAlone(start: Happening, { known, unread }: Happenings, quiet: number): boolean {
  const own = new Set(start.facts.map(({ id }) => id));
  const others = known.filter(({ facts }) => !facts.every(({ id }) => own.has(id)));
  if (others.some((each) => follows(each, start, 1, quiet) !== 0)) return false;
  return !hasSome(unread, start.low - quiet, start.high - 1);
}
