import { countBelow } from '@casus/domain/halving';
import type { IntervalSet } from '../time/interval-set.ts';
import { meets, unionOf, without } from '../time/interval-set.ts';
import { liesAfter } from './occurrences.ts';
import type { Occurrence, Occurrences } from './model.ts';
import type { Timeline } from './timeline.ts';
import { bearingOn, timelineOf } from './timeline.ts';

/**
 * Instants of an event with none of it in the `quiet` seconds before. Events that overlap closely enough to
 * absorb each other make one start, whichever of them comes first.
 */
export function startsOf(all: Occurrences, quiet: number): Occurrences {
  const sure = all.known.filter((each) => each.sure);
  const fresh = unabsorbed(all.known, sure, quiet);
  const before: Before = {
    timeline: timelineOf(all.known, ({ high }) => high + quiet),
    byEvent: Map.groupBy(all.known, ({ events }) => events[0]?.id ?? ''),
    unknown: all.unknown,
  };
  const clusters = overlapping(coinciding(fresh)).flatMap((group) => merged(group, quiet));
  const absorbed = unionOf(sure.map(({ low, high }) => ({ from: high + 1, to: low + quiet + 1 })));
  return {
    known: clusters.map((each) => settled(each, before, quiet)),
    unknown: without(all.unknown, absorbed),
  };
}

/** What may come before a start: each bears on others until the quiet time after it is over. */
interface Before {
  readonly timeline: Timeline;
  readonly byEvent: ReadonlyMap<string, readonly Occurrence[]>;
  readonly unknown: IntervalSet;
}

/** Those that no sure one surely absorbs: none that is over before them begins within the quiet time of their end. */
function unabsorbed(
  known: readonly Occurrence[],
  sure: readonly Occurrence[],
  quiet: number,
): readonly Occurrence[] {
  const inOrder = sure.toSorted((a, b) => a.low - b.low);
  const lows = inOrder.map((each) => each.low);
  const firstOver: number[] = [];
  for (let index = inOrder.length - 1, first = Infinity; index >= 0; index -= 1) {
    first = Math.min(first, inOrder[index]?.high ?? Infinity);
    firstOver[index] = first;
  }
  return known.filter((each) => {
    const first = firstOver[countBelow(lows, each.high - quiet)] ?? Infinity;
    return first >= each.low;
  });
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
    doubts: members.map((each) => each.doubts),
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
function settled(start: Occurrence, { timeline, byEvent, unknown }: Before, quiet: number): Occurrence {
  const near = bearingOn(timeline, start.high, start.low);
  const own = new Set(start.events.map(({ id }) => id));
  const members = [...own]
    .flatMap((id) => byEvent.get(id) ?? [])
    .filter(({ events }) => events.every(({ id }) => own.has(id)))
    .filter((each) => liesAfter(each, start, 1, quiet) !== 'no');
  const unread = meets(unknown, start.low - quiet, start.high - 1);
  const sure = start.sure && near.count === members.length && !unread;
  return { ...start, sure, doubts: [start.doubts, near.doubts] };
}
