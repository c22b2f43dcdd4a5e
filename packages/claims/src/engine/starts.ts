import { unionOf, without } from '../time/interval-set.ts';
import { meets } from '../time/interval-set.ts';
import { liesAfter } from './occurrences.ts';
import type { Occurrence, Occurrences } from './model.ts';

/**
 * Instants of an event with none of it in the `quiet` seconds before. Events that overlap closely enough to
 * absorb each other make one start, whichever of them comes first.
 */
export function startsOf(all: Occurrences, quiet: number): Occurrences {
  const sure = all.known.filter((each) => each.sure);
  const fresh = all.known.filter(
    (each) => !sure.some((other) => other !== each && liesAfter(other, each, 1, quiet) === 'yes'),
  );
  const clusters = overlapping(coinciding(fresh)).flatMap((group) => merged(group, quiet));
  const absorbed = unionOf(sure.map(({ low, high }) => ({ from: high + 1, to: low + quiet + 1 })));
  return {
    known: clusters.map((each) => settled(each, all, quiet)),
    unknown: without(all.unknown, absorbed),
  };
}

/** What lies in one and the same second is one. */
function coinciding(known: readonly Occurrence[]): readonly Occurrence[] {
  const precise = Map.groupBy(
    known.filter((each) => each.low === each.high),
    (each) => each.low,
  );
  const vague = known.filter((each) => each.low !== each.high);
  return [...vague, ...[...precise.values()].map((each) => united(each, each[0]?.low ?? 0))];
}

/** One occurrence, of the events that can be it, at the latest when a sure one is. */
function united(members: readonly Occurrence[], high: number): Occurrence {
  return {
    events: members.flatMap((each) => each.events),
    low: Math.min(...members.map((each) => each.low)),
    high,
    sure: members.some((each) => each.sure),
    doubts: members.flatMap((each) => each.doubts),
  };
}

/** Groups whose ranges overlap, directly or through others. */
function overlapping(known: readonly Occurrence[]): readonly (readonly Occurrence[])[] {
  const groups: Occurrence[][] = [];
  let reach = -Infinity;
  for (const each of known.toSorted((a, b) => a.low - b.low)) {
    const last = groups.at(-1);
    if (last !== undefined && each.low <= reach) last.push(each);
    else groups.push([each]);
    reach = Math.max(reach, each.high);
  }
  return groups;
}

/** One start for a group that spans no more than the quiet time; else each for itself. */
function merged(group: readonly Occurrence[], quiet: number): readonly Occurrence[] {
  const low = Math.min(...group.map((each) => each.low));
  const high = Math.max(...group.map((each) => each.high));
  if (group.length === 1 || high - low > quiet) return group;
  const sure = group.filter((each) => each.sure);
  const latest = sure.length === 0 ? high : Math.min(...sure.map((each) => each.high));
  return [
    united(
      group.filter((each) => each.low <= latest),
      latest,
    ),
  ];
}

/** A start is sure where nothing outside its own group may come within the quiet time before. */
function settled(start: Occurrence, all: Occurrences, quiet: number): Occurrence {
  const members = new Set(start.events.map(({ id }) => id));
  const rivals = all.known.filter(
    (each) => !each.events.every(({ id }) => members.has(id)) && liesAfter(each, start, 1, quiet) !== 'no',
  );
  const unread = meets(all.unknown, start.low - quiet, start.high - 1);
  const doubts = [...start.doubts, ...rivals.flatMap((each) => each.doubts)];
  return { ...start, sure: start.sure && rivals.length === 0 && !unread, doubts };
}
