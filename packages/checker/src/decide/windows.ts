import type { Window } from '@casus/claims/terms';
import { passing } from './happening.ts';
import { common, complement, hasSome, never, nextIn, union } from './seconds.ts';
import { decided, least } from './three.ts';
import type { Three } from './three.ts';
import { edgesIn, judge, tied, tieSeconds } from './ties.ts';
import type { TieEdges } from './ties.ts';
import type { Anchor, FluentCase, Happenings, World } from './world.ts';
import { once } from './world.ts';

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** `[start, end)`, each between bounds. */
export interface Span {
  readonly start: Range;
  readonly end: Range;
  readonly exists: Three;
  readonly anchor: Anchor | null;
  readonly ties: { readonly rule: 'unknown' | 'inside' | 'outside'; readonly edges: TieEdges } | null;
}

const plain = { exists: 2, anchor: null, ties: null } as const;

export function windowOf(world: World, window: Window): Span {
  if (window.op === 'between') return fixed(window.from, window.until);
  if (window.op === 'spell') return once(world, window, () => firstSpell(world, window));
  const anchor = world.anchors.get(window.of);
  if (anchor === undefined) throw new Error(`nothing is called ${window.of}`);
  const moved = (by: number): Range => ({ low: anchor.low + by, high: anchor.high + by });
  return { ...plain, anchor, start: moved(window.moreThan + 1), end: moved(window.atMost + 1) };
}

function fixed(from: number, until: number): Span {
  return { ...plain, start: { low: from, high: from }, end: { low: until, high: until } };
}

function firstSpell(world: World, window: Window & { op: 'spell' }): Span {
  const { from, until } = window.window;
  const fluent = world.terms.fluent(world, window.fluent);
  const [earliest, latest] = [nextIn(fluent.may, from), nextIn(fluent.sure, from)];
  if (earliest >= until) return { ...fixed(from, from), exists: 0 };
  const start = { low: earliest, high: Math.min(latest, until - 1) };
  const unbroken = latest < until && !hasSome(fluent.falls, start.low + 1, latest);
  const over = unbroken ? nextIn(complement(fluent.sure), latest) : start.low + 1;
  const surelyOver = nextIn(complement(fluent.may), start.high);
  const end = { low: Math.min(over, until), high: Math.min(surelyOver, until) };
  const edges = spellEdges(fluent, start, end, window.window);
  return { start, end, exists: latest < until ? 2 : 1, anchor: null, ties: { rule: window.ties, edges } };
}

/** The edges of one spell; where the window cuts it off there is none. */
function spellEdges(
  fluent: FluentCase,
  start: Range,
  end: Range,
  { from, until }: { readonly from: number; readonly until: number },
): TieEdges {
  const starts = edgesIn(fluent, 'start', start.low, start.high);
  const ends = edgesIn(fluent, 'end', end.low, Math.min(end.high, until - 1));
  const turns = union([...fluent.rises, ...fluent.falls]);
  return {
    groups: [
      { ...starts, certain: starts.certain && start.low > from },
      { ...ends, certain: ends.certain && end.high < until },
    ],
    unread: common(turns, [{ from: start.low, to: Math.min(end.high + 1, until) }]),
  };
}

/** What of it falls into a window. */
export function inWindow(all: Happenings, span: Span): Happenings {
  if (span.exists === 0) return { known: [], unread: never };
  const { start, end, ties, anchor } = span;
  const reach = ties?.rule === 'inside' ? tieSeconds(ties.edges) : never;
  return {
    known: passing(all.known, (each) => {
      const [fact] = each.facts;
      if (anchor !== null && fact !== undefined && anchor.fact?.id === fact.id) return 0;
      const surely = each.low >= start.high && each.high < end.low;
      const inside = decided(surely, each.high < start.low || each.low >= end.high);
      const counted = ties === null ? inside : judge(inside, ties.rule, () => tied(each, ties.edges));
      return least([counted, span.exists]);
    }),
    unread: common(all.unread, union([{ from: start.low, to: end.high }, ...reach])),
  };
}
