import type { Ties, Window } from '../language/terms.ts';
import { complementOf, firstFrom, intersectionOf, meets } from '../time/interval-set.ts';
import type { IntervalSet } from '../time/interval-set.ts';

import { remembered } from './frame.ts';
import { filtered } from './occurrences.ts';
import type { TieEdges } from './ties.ts';
import { group, judged, tiedInstants, tiedTo, tieEdges } from './ties.ts';
import type { Truth } from './truth.ts';
import { allOf } from './truth.ts';
import type { Anchor, Doubts, FluentState, Frame, Occurrence, Occurrences, Range } from './model.ts';

/** `[start, end)`, each somewhere between bounds. */
export interface Span {
  readonly start: Range;
  readonly end: Range;
  /** `maybe` where some completions have no such window, `no` where none has. */
  readonly exists: Truth;
  readonly anchor: Anchor | null;
  readonly ties: { readonly rule: Ties; readonly edges: TieEdges } | null;
  /** What leaves the bounds open. */
  readonly doubts: Doubts;
}

export function spanOf(frame: Frame, window: Window): Span {
  if (window.op === 'between') return fixedSpan(window.from, window.until);
  if (window.op === 'relative') return relativeSpan(frame, window);
  return remembered(frame, window, () => spellSpan(frame, window));
}

const plain = { exists: 'yes', anchor: null, ties: null, doubts: [] } as const;

function fixedSpan(from: number, until: number): Span {
  return { ...plain, start: { low: from, high: from }, end: { low: until, high: until } };
}

function relativeSpan(frame: Frame, window: Window & { op: 'relative' }): Span {
  const anchor = frame.anchors.get(window.of);
  if (anchor === undefined) throw new Error(`no event is bound as ${window.of}`);
  const start = window.moreThan + 1;
  const end = window.atMost + 1;
  const { event } = anchor;
  return {
    ...plain,
    anchor,
    start: { low: anchor.low + start, high: anchor.high + start },
    end: { low: anchor.low + end, high: anchor.high + end },
    doubts: event !== null && anchor.low < anchor.high ? [{ kind: 'instant', event }] : [],
  };
}

function spellSpan(frame: Frame, window: Window & { op: 'spell' }): Span {
  const { from, until } = window.window;
  const state = frame.terms.fluent(frame, window.fluent);
  const earliest = firstFrom(state.possible, from);
  const latest = firstFrom(state.sure, from);
  if (earliest >= until) return { ...fixedSpan(from, from), exists: 'no', doubts: [] };
  const start = { low: earliest, high: Math.min(latest, until - 1) };
  const end = spellEnd(state, start, latest, until);
  return {
    start,
    end,
    exists: latest < until ? 'yes' : 'maybe',
    anchor: null,
    ties: { rule: window.ties, edges: spellEdges(state, start, end, window.window) },
    doubts: doubtsWithin(state, start.low, end.high),
  };
}

/** The first second without the fluent after its start. */
function spellEnd(state: FluentState, start: Range, latest: number, until: number): Range {
  const off = complementOf(state.possible);
  const unbroken = latest < until && !meets(state.falls, start.low + 1, latest);
  const low = unbroken ? firstFrom(complementOf(state.sure), latest) : start.low + 1;
  const high = firstFrom(off, start.high);
  return { low: Math.min(low, until), high: Math.min(high, until) };
}

/** Edges of the spell itself; where the window cuts it off there is none. */
function spellEdges(
  state: FluentState,
  start: Range,
  end: Range,
  window: { readonly from: number; readonly until: number },
): TieEdges {
  const starts = group(state, 'start', start.low, start.high);
  const ends = group(state, 'end', end.low, Math.min(end.high, window.until - 1));
  const seconds = { from: start.low, to: Math.min(end.high + 1, window.until) };
  return tieEdges(
    [
      { ...starts, certain: starts.certain && start.low > window.from },
      { ...ends, certain: ends.certain && end.high < window.until },
    ],
    intersectionOf(edgeSeconds(state), [seconds]),
  );
}

function edgeSeconds(state: FluentState): IntervalSet {
  return [...state.rises, ...state.falls].length === 0 ? [] : mergedEdges(state);
}

function mergedEdges(state: FluentState): IntervalSet {
  return complementOf(intersectionOf(complementOf(state.rises), complementOf(state.falls)));
}

/** Doubts of the openings and endings that bear on these seconds. */
export function doubtsWithin(state: FluentState, low: number, high: number): Doubts {
  return state.parts
    .filter((part) => part.low <= high + 1 && part.high >= low - 1)
    .map((part) => part.occurrence.doubts);
}

/** Whether an occurrence lies in a window. */
function liesIn(each: Occurrence, span: Span): Truth {
  const [event] = each.events;
  if (span.anchor !== null && event !== undefined && span.anchor.event?.id === event.id) return 'no';
  const begun = each.low >= span.start.high ? 'yes' : 'maybe';
  const notOver = each.high < span.end.low ? 'yes' : 'maybe';
  const outside = each.high < span.start.low || each.low >= span.end.high;
  const inside = outside ? 'no' : allOf([begun, notOver]);
  const { ties } = span;
  const counted = ties === null ? inside : judged(inside, ties.rule, () => tiedTo(each, ties.edges));
  return allOf([counted, span.exists]);
}

/** What occurs in a window. */
export function occurringIn(all: Occurrences, span: Span): Occurrences {
  if (span.exists === 'no') return { known: [], unknown: [] };
  const instants = { from: span.start.low, to: span.end.high };
  const tied = span.ties?.rule === 'inside' ? tiedInstants(span.ties.edges) : [];
  return {
    known: filtered(all.known, (each) => {
      const truth = liesIn(each, span);
      return { truth, doubts: truth === 'maybe' ? span.doubts : [] };
    }),
    unknown: intersectionOf(all.unknown, unionOfTwo([instants], tied)),
  };
}

function unionOfTwo(a: IntervalSet, b: IntervalSet): IntervalSet {
  return complementOf(intersectionOf(complementOf(a), complementOf(b)));
}
