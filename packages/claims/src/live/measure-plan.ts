import type { Interval } from '@casus/domain/evidence';
import { dayOf, earliestOn } from '../engine/days.ts';
import type { Between, EventTerm, Measure } from '../language/terms.ts';
import { intersectionOf, lengthOf } from '../time/interval-set.ts';
import type { DuringNode, StartsNode } from './derived-events.ts';
import { countBelow } from './entry-list.ts';
import { countWithin, daysWithin } from './counting.ts';
import type { Nodes } from './nodes.ts';
import { isKept } from './nodes.ts';
import type { PatternNode } from './pattern-node.ts';

/** Bounds of a measure over all completions. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
  /** They lie apart for more reasons than what is unread. */
  readonly doubtful: boolean;
}

/** How a measure is read off shared nodes; see `Plan`. */
export interface MeasurePlan {
  read(covered: number): Bounds | null;
  next(covered: number): number;
  /** As `next`, for a measure whose bounds move little by little, where moving less than the slack changes nothing. */
  nextBeyond?(covered: number, slack: Slack): number;
}

/** How far bounds may move. */
export interface Slack {
  /** The lower one, up. */
  readonly rise: number;
  /** The upper one, down. */
  readonly fall: number;
}

/** Null for a measure that no node keeps. */
export function measurePlan(nodes: Nodes, measure: Measure, reach: Interval): MeasurePlan | null {
  const { window } = measure;
  if (window.op !== 'between') return null;
  if (measure.op === 'length') {
    return isKept(measure.fluent) ? lengthPlan(nodes, measure.fluent, { window, reach }) : null;
  }
  if (measure.op !== 'count') return null;
  return countPlan(nodes, measure.event, { window, reach, by: measure.by });
}

interface Counted {
  readonly window: Between;
  readonly reach: Interval;
  readonly by: 'event' | 'day';
}

function countPlan(nodes: Nodes, event: EventTerm, counted: Counted): MeasurePlan | null {
  if (event.op === 'match') return plainCount(nodes.pattern(event), counted);
  if (event.op === 'starts' && event.event.op === 'match' && counted.by === 'event') {
    return startsCount(nodes.starts(event.event, event.quiet), counted);
  }
  if (event.op !== 'during' || event.event.op !== 'match' || event.ties !== 'unknown') return null;
  if (!isKept(event.fluent) || counted.by === 'day') return null;
  return duringCount(nodes.during(event.event, event.fluent), counted);
}

function plainCount(node: PatternNode, { window, by }: Counted): MeasurePlan {
  const { from, until } = window;
  if (by === 'event') {
    return {
      read(covered) {
        const { sure, unsure } = countWithin(node, from, until);
        const high = covered < until ? Infinity : sure + unsure;
        return { low: sure, high, doubtful: unsure > 0 };
      },
      next: (covered) => (covered < until ? until : Infinity),
    };
  }
  const next = (covered: number): number => (covered < until ? covered + 1 : Infinity);
  return {
    read: (covered) => daysWithin(node, window, covered),
    next,
    // no event makes up for a day that has been read: the upper bound falls by one a day at most
    nextBeyond(covered, { fall }) {
      if (covered >= until) return Infinity;
      const day = dayOf(Math.max(covered, from), window) + Math.max(1, Math.ceil(fall));
      return Math.max(next(covered), Math.min(earliestOn(day, window), until));
    },
  };
}

/**
 * Where nothing more has been read, a fluent that unread events may end surely holds in those seconds only that open
 * it, and it possibly holds everywhere.
 */
function duringCount(node: DuringNode, { window, reach }: Counted): MeasurePlan {
  const { events, fluent, instants } = node;
  const { from, until } = window;
  const isEndable = fluent.hold.endings.length > 0;
  const openedSince = (covered: number): number => {
    let opened = 0;
    for (let index = countBelow(instants, Math.max(from, covered)); ; index += 1) {
      const instant = instants[index];
      if (instant === undefined || instant >= until) return opened;
      if (fluent.opensAt(instant)) opened += 1;
    }
  };
  return {
    read(covered) {
      if (!events.isClear(from, until) || !fluent.isClear(reach)) return null;
      const first = countBelow(instants, from);
      if (covered >= until) {
        const count = countBelow(instants, until) - first;
        return { low: count, high: count, doubtful: false };
      }
      const read = isEndable ? Math.max(from, covered) : until;
      const held = countBelow(instants, read) - first;
      return { low: held + (isEndable ? openedSince(covered) : 0), high: Infinity, doubtful: false };
    },
    next(covered) {
      if (covered >= until) return Infinity;
      const next = isEndable ? instants[countBelow(instants, Math.max(from, covered))] : undefined;
      return next === undefined ? until : Math.min(next + 1, until);
    },
  };
}

/** A start after the first unread second may come too soon after one that is unread. */
function startsCount(node: StartsNode, { window, reach }: Counted): MeasurePlan {
  const { events, instants, quiet } = node;
  const { from, until } = window;
  const mostApart = Math.max(0, Math.ceil((until - from) / (quiet + 1)));
  return {
    read(covered) {
      if (!events.isClear(reach.from, reach.to) || reach.from > from - quiet) return null;
      const first = countBelow(instants, from);
      const known = countBelow(instants, until) - first;
      if (covered >= until) return { low: known, high: Math.min(known, mostApart), doubtful: false };
      const low = Math.max(0, countBelow(instants, Math.max(from, covered + 1)) - first);
      const high = hasRoom(node, Math.max(from, covered), until) ? Infinity : known;
      return { low, high: Math.min(high, mostApart), doubtful: false };
    },
    next(covered) {
      if (covered >= until) return Infinity;
      const start = instants[countBelow(instants, Math.max(from, covered + 1))] ?? until;
      const free = lastFree(node, from, until);
      return Math.min(start, free < Math.max(from, covered) ? until : free + 1, until);
    },
  };
}

/** The last second before `until` at which something unread could start; before `from` there may be others. */
function lastFree({ events, quiet }: StartsNode, from: number, until: number): number {
  const { sure } = events;
  let last = until - 1;
  for (let index = sure.countBefore(until) - 1; index >= 0 && last >= from; index -= 1) {
    const low = sure.entries[index]?.low ?? last;
    if (low + quiet + 1 <= last) break;
    last = low;
  }
  return last;
}

/** Whether an unread event could start in `[from, until)`: the known ones do not absorb all of it. */
function hasRoom({ events, quiet }: StartsNode, from: number, until: number): boolean {
  const { sure } = events;
  let free = from;
  const end = sure.countBefore(until);
  for (let index = sure.countBefore(from - quiet); index < end; index += 1) {
    const low = sure.entries[index]?.low ?? free;
    if (free <= low) return true;
    free = Math.max(free, low + quiet + 1);
  }
  return free < until;
}

function lengthPlan(
  nodes: Nodes,
  fluent: Parameters<Nodes['hold']>[0],
  { window, reach }: Pick<Counted, 'window' | 'reach'>,
): MeasurePlan {
  const node = nodes.hold(fluent);
  const within = [{ from: window.from, to: window.until }];
  return {
    read(covered) {
      if (!node.isClear(reach)) return null;
      const { sure, possible } = node.stateWithin(reach, covered);
      return {
        low: lengthOf(intersectionOf(sure, within)),
        high: lengthOf(intersectionOf(possible, within)),
        doubtful: false,
      };
    },
    next: (covered) => (covered < window.until ? covered + 1 : Infinity),
    // a second that has been read is held or not: that moves either bound by one
    nextBeyond: (covered, { rise, fall }) =>
      covered < window.until
        ? Math.min(covered + Math.max(1, Math.ceil(Math.min(rise, fall))), window.until)
        : Infinity,
  };
}
