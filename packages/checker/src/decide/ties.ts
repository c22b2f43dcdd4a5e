import type { Ties } from '@casus/claims/terms';
import { complement, hasSome, nextIn, union } from './seconds.ts';
import type { Seconds } from './seconds.ts';
import { decided, least, most, opposite } from './three.ts';
import type { Three } from './three.ts';
import type { Edge, FluentCase, Happening } from './world.ts';

/** Edges that events may tie with: groups of which, where `certain`, one is real in every completion. */
export interface TieEdges {
  readonly groups: readonly { readonly edges: readonly Edge[]; readonly certain: boolean }[];
  readonly unread: Seconds;
}

export function judge(inside: Three, rule: Ties, isTied: () => Three): Three {
  if (rule === 'unknown') return inside;
  return rule === 'inside' ? most([inside, isTied()]) : least([inside, opposite(isTied())]);
}

/** Whether the reported interval overlaps that of a real edge. */
export function tied({ facts }: Happening, { groups, unread }: TieEdges): Three {
  const meets = ({ interval }: Edge): Three => {
    if (interval === null) return 1;
    const hits = facts.filter(({ interval: { from, to } }) => from < interval.to && interval.from < to);
    return decided(hits.length === facts.length, hits.length === 0);
  };
  const truths = groups.map(({ edges, certain }): Three => {
    const each = edges.map(meets);
    return decided(certain && each.length > 0 && least(each) === 2, most(each) === 0);
  });
  const beside = facts.some(({ interval: { from, to } }) => hasSome(unread, from, to - 1));
  return most([...truths, beside ? 1 : 0]);
}

/** Seconds at which something unread may tie. */
export function tieSeconds({ groups, unread }: TieEdges): Seconds {
  const intervals = groups.flatMap(({ edges }) => edges.map(({ interval }) => interval));
  if (intervals.includes(null)) return complement([]);
  return union([...intervals.flatMap((each) => each ?? []), ...unread]);
}

/** Edges from a second at which it is surely the one to one at which it is surely the other. */
export function edgesIn(fluent: FluentCase, kind: Edge['kind'], low: number, high: number) {
  const edges = fluent.edges.filter((each) => each.kind === kind && each.low <= high && each.high >= low);
  const known = union(edges.map((each) => ({ from: each.low, to: each.high + 1 })));
  const explained = (kind === 'start' ? fluent.rises : fluent.falls)
    .filter(({ from, to }) => from <= high && to > low)
    .every(({ from, to }) =>
      known.some((each) => each.from <= Math.max(from, low) && Math.min(to, high + 1) <= each.to),
    );
  const isKnown = explained && !hasSome(fluent.unreadTurns, low, high);
  return { edges, certain: isKnown && Number.isFinite(low) && Number.isFinite(high) };
}

export function ofAllSpells(fluent: FluentCase): TieEdges {
  const off = complement(fluent.may);
  const lastOff = (second: number): number => {
    const before = off.findLast(({ from }) => from < second);
    return before === undefined ? -Infinity : Math.min(before.to, second) - 1;
  };
  const around = fluent.sure.flatMap(({ from, to }) => [
    edgesIn(fluent, 'start', lastOff(from) + 1, from),
    edgesIn(fluent, 'end', to, nextIn(off, to)),
  ]);
  const rest = { edges: fluent.edges, certain: false };
  return { groups: [...around, rest], unread: union([...fluent.rises, ...fluent.falls]) };
}
