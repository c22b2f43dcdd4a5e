import type { Interval } from '@casus/domain/evidence';
import type { Ties } from '../language/terms.ts';
import {
  complementOf,
  containsAll,
  everywhere,
  firstFrom,
  meeting,
  meets,
  unionOf,
} from '../time/interval-set.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import type { Truth } from './truth.ts';
import { allOf, anyOf, notOf } from './truth.ts';
import type { Edge, FluentState, Occurrence } from './model.ts';

/** Edges of which one is real in every completion, if `certain`. */
export interface EdgeGroup {
  readonly edges: readonly Edge[];
  readonly certain: boolean;
}

/** What ties are judged by, laid out so that no event is compared with every edge. */
export interface TieEdges {
  /** Of each group of which an edge is certain: the latest begin and the earliest end of their intervals. */
  readonly certain: readonly { readonly from: number; readonly to: number }[];
  /** Seconds of all intervals of edges; null where one of them is not known. */
  readonly touched: IntervalSet | null;
  /** Seconds at which nothing known may make an edge. */
  readonly unread: IntervalSet;
}

export function tieEdges(groups: readonly EdgeGroup[], unread: IntervalSet): TieEdges {
  const certain = groups.flatMap(({ edges, certain: isCertain }) => {
    const intervals = knownIntervals(edges);
    return isCertain && intervals !== null && edges.length > 0 ? [commonOf(intervals)] : [];
  });
  const all = knownIntervals(groups.flatMap(({ edges }) => edges));
  return { certain, touched: all && unionOf(all), unread };
}

function knownIntervals(edges: readonly Edge[]): readonly Interval[] | null {
  const intervals = edges.flatMap(({ interval }) => interval ?? []);
  return intervals.length === edges.length ? intervals : null;
}

/** What overlaps all intervals begins before the earliest of their ends, and ends after the latest of their begins. */
function commonOf(intervals: readonly Interval[]): { from: number; to: number } {
  let [from, to] = [-Infinity, Infinity];
  for (const each of intervals) {
    from = Math.max(from, each.from);
    to = Math.min(to, each.to);
  }
  return { from, to };
}

/** Whether something counts as inside, given whether it lies inside and how ties are to be read. */
export function judged(inside: Truth, ties: Ties, tied: () => Truth): Truth {
  if (ties === 'inside') return anyOf([inside, tied()]);
  return ties === 'outside' ? allOf([inside, notOf(tied())]) : inside;
}

/** Whether the reported interval of an occurrence overlaps that of a real edge. */
export function tiedTo(each: Occurrence, { certain, touched, unread }: TieEdges): Truth {
  const intervals = each.events.map(({ interval }) => interval);
  const isTied = certain.some((edge) => intervals.every(({ from, to }) => from < edge.to && edge.from < to));
  if (isTied) return 'yes';
  if (touched === null) return 'maybe';
  const maybeTied = intervals.some(
    ({ from, to }) => meets(touched, from, to - 1) || meets(unread, from, to - 1),
  );
  return maybeTied ? 'maybe' : 'no';
}

/** Where an unread event may tie with a known edge. */
export function tiedInstants({ touched, unread }: TieEdges): IntervalSet {
  return touched === null ? everywhere : unionOf([...touched, ...unread]);
}

/** The edges of all spells of a fluent. */
export function edgesOf(state: FluentState): TieEdges {
  const off = complementOf(state.possible);
  const starts = state.sure.map(({ from }) => group(state, 'start', lastBefore(off, from) + 1, from));
  const ends = state.sure.map(({ to }) => group(state, 'end', to, firstFrom(off, to)));
  const rest: EdgeGroup = { edges: state.edges, certain: false };
  return tieEdges([...starts, ...ends, rest], unionOf([...state.rises, ...state.falls]));
}

/** Edges between a second at which the fluent is surely off and one at which it is surely on. */
export function group(state: FluentState, kind: Edge['kind'], low: number, high: number): EdgeGroup {
  const edges = state.edges.filter((each) => each.kind === kind && each.low <= high && each.high >= low);
  const possible = kind === 'start' ? state.rises : state.falls;
  const known = unionOf(edges.map((each) => ({ from: each.low, to: each.high + 1 })));
  const explained = meeting(possible, low, high).every(({ from, to }) =>
    containsAll(known, Math.max(from, low), Math.min(to - 1, high)),
  );
  const isKnown = explained && !meets(state.unreadTurns, low, high);
  return { edges, certain: isKnown && Number.isFinite(low) && Number.isFinite(high) };
}

function lastBefore(set: IntervalSet, instant: number): number {
  const before = set.filter(({ from }) => from < instant).at(-1);
  return before === undefined ? -Infinity : Math.min(before.to, instant) - 1;
}
