import type { Comparison, EventTerm, Measure, Window } from '../language/terms.ts';
import { firstFrom, intersectionOf, lengthOf } from '../time/interval-set.ts';
import { countDays, zoneOf } from './days.ts';
import type { Doubt, Frame, Occurrences, Range } from './model.ts';
import type { Truth } from './truth.ts';
import { doubtsWithin, occurringIn, spanOf } from './windows.ts';
import type { Span } from './windows.ts';

/** Bounds of a measure over all completions of a cell, and what keeps them apart. */
export interface Measured extends Range {
  readonly doubts: readonly Doubt[];
}

export function measured(frame: Frame, measure: Measure): Measured {
  switch (measure.op) {
    case 'count':
      return counted(frame, measure);
    case 'length':
      return lengthHeld(frame, measure);
    case 'time':
      return firstTime(eventsIn(frame, measure));
  }
}

/** What a measure's event term yields in its window. */
export function eventsIn(
  frame: Frame,
  measure: { readonly event: Parameters<Frame['terms']['occurrences']>[1]; readonly window: Window },
): Occurrences {
  return occurringIn(frame.terms.occurrences(frame, measure.event), spanOf(frame, measure.window));
}

function counted(frame: Frame, measure: Measure & { op: 'count' }): Measured {
  const all = eventsIn(frame, measure);
  const doubts = all.known.flatMap((each) => (each.sure && measure.by === 'event' ? [] : each.doubts));
  if (measure.by === 'day') return { ...countDays(all, zoneOf(measure.window)), doubts };
  const high = all.unknown.length > 0 ? Infinity : all.known.length;
  return {
    low: all.known.filter((each) => each.sure).length,
    high: Math.min(high, mostApart(measure.event, spanOf(frame, measure.window))),
    doubts,
  };
}

/** Starts lie further apart than their quiet time: no window has room for more. */
function mostApart(term: EventTerm, span: Span): number {
  if (term.op === 'during') return mostApart(term.event, span);
  const { start, end, ties } = span;
  if (term.op !== 'starts' || ties?.rule === 'inside') return Infinity;
  return Math.max(0, Math.ceil((end.high - start.low) / (term.quiet + 1)));
}

function lengthHeld(frame: Frame, { fluent, window }: Measure & { op: 'length' }): Measured {
  const state = frame.terms.fluent(frame, fluent);
  const span = spanOf(frame, window);
  const doubts = [...doubtsWithin(state, span.start.low, span.end.high), ...span.doubts];
  if (span.exists === 'no') return { low: 0, high: 0, doubts };
  const outer = [{ from: span.start.low, to: span.end.high }];
  const high = lengthOf(intersectionOf(state.possible, outer));
  if (span.exists === 'maybe' || span.start.high >= span.end.low) return { low: 0, high, doubts };
  const inner = [{ from: span.start.high, to: span.end.low }];
  return { low: lengthOf(intersectionOf(state.sure, inner)), high, doubts };
}

function firstTime(all: Occurrences): Measured {
  const lows = all.known.map((each) => each.low);
  const highs = all.known.filter((each) => each.sure).map((each) => each.high);
  return {
    low: Math.min(...lows, firstFrom(all.unknown, -Infinity)),
    high: Math.min(...highs, Infinity),
    doubts: all.known.flatMap((each) => each.doubts),
  };
}

export function compared(a: Range, is: Comparison, b: Range): Truth {
  switch (is) {
    case '<':
      return decided(a.high < b.low, a.low >= b.high);
    case '<=':
      return decided(a.high <= b.low, a.low > b.high);
    case '>':
      return decided(a.low > b.high, a.high <= b.low);
    case '>=':
      return decided(a.low >= b.high, a.high < b.low);
    case '=':
      return decided(isPoint(a, b), a.high < b.low || b.high < a.low);
    case '!=':
      return decided(a.high < b.low || b.high < a.low, isPoint(a, b));
  }
}

function isPoint(a: Range, b: Range): boolean {
  return a.low === a.high && b.low === b.high && a.low === b.low;
}

function decided(surely: boolean, never: boolean): Truth {
  if (surely) return 'yes';
  return never ? 'no' : 'maybe';
}
