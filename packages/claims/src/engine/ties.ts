import type { Interval } from '@casus/domain/evidence';
import type { Ties } from '../language/terms.ts';
import { complementOf, everywhere, firstFrom, meets, unionOf } from '../time/interval-set.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import type { Truth } from './truth.ts';
import { allOf, anyOf, notOf } from './truth.ts';
import type { Edge, FluentState, Occurrence } from './model.ts';

/** Edges of which one is real in every completion, if `certain`. */
export interface EdgeGroup {
  readonly edges: readonly Edge[];
  readonly certain: boolean;
}

/** Edges that ties are judged by, and seconds at which nothing known may make one. */
export interface TieEdges {
  readonly groups: readonly EdgeGroup[];
  readonly unread: IntervalSet;
}

/** Whether something counts as inside, given whether it lies inside and how ties are to be read. */
export function judged(inside: Truth, ties: Ties, tied: () => Truth): Truth {
  if (ties === 'inside') return anyOf([inside, tied()]);
  return ties === 'outside' ? allOf([inside, notOf(tied())]) : inside;
}

/** Whether the reported interval of an occurrence overlaps that of a real edge. */
export function tiedTo(each: Occurrence, { groups, unread }: TieEdges): Truth {
  const intervals = each.events.map(({ interval }) => interval);
  const truths = groups.map(({ edges, certain }): Truth => {
    const overlaps = edges.map((edge) => overlap(intervals, edge));
    if (certain && allOf(overlaps) === 'yes' && edges.length > 0) return 'yes';
    return overlaps.some((truth) => truth !== 'no') ? 'maybe' : 'no';
  });
  const unreadMeets = intervals.some(({ from, to }) => meets(unread, from, to - 1));
  return anyOf([...truths, unreadMeets ? 'maybe' : 'no']);
}

function overlap(intervals: readonly Interval[], { interval }: Edge): Truth {
  if (interval === null) return 'maybe';
  const found = intervals.map(({ from, to }) => from < interval.to && interval.from < to);
  if (found.every(Boolean)) return 'yes';
  return found.some(Boolean) ? 'maybe' : 'no';
}

/** Where an unread event may tie with a known edge. */
export function tiedInstants({ groups, unread }: TieEdges): IntervalSet {
  const intervals = groups.flatMap(({ edges }) => edges.map((edge) => edge.interval));
  if (intervals.includes(null)) return everywhere;
  return unionOf([...intervals.filter((each) => each !== null), ...unread]);
}

/** The edges of all spells of a fluent. */
export function edgesOf(state: FluentState): TieEdges {
  const off = complementOf(state.possible);
  const starts = state.sure.map(({ from }) => group(state, 'start', lastBefore(off, from) + 1, from));
  const ends = state.sure.map(({ to }) => group(state, 'end', to, firstFrom(off, to)));
  const rest: EdgeGroup = { edges: state.edges, certain: false };
  return { groups: [...starts, ...ends, rest], unread: unionOf([...state.rises, ...state.falls]) };
}

/** Edges between a second at which the fluent is surely off and one at which it is surely on. */
export function group(state: FluentState, kind: Edge['kind'], low: number, high: number): EdgeGroup {
  const edges = state.edges.filter((each) => each.kind === kind && each.low <= high && each.high >= low);
  const possible = kind === 'start' ? state.rises : state.falls;
  const known = unionOf(edges.map((each) => ({ from: each.low, to: each.high + 1 })));
  const unread = possible.filter(({ from, to }) => from <= high && to > low);
  const explained = unread.every(({ from, to }) =>
    known.some((each) => each.from <= Math.max(from, low) && Math.min(to, high + 1) <= each.to),
  );
  const isKnown = explained && !meets(state.unreadTurns, low, high);
  return { edges, certain: isKnown && Number.isFinite(low) && Number.isFinite(high) };
}

function lastBefore(set: IntervalSet, instant: number): number {
  const before = set.filter(({ from }) => from < instant).at(-1);
  return before === undefined ? -Infinity : Math.min(before.to, instant) - 1;
}
