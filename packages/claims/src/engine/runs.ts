import type { Measure } from '../language/terms.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import { complementOf, firstFrom, intersectionOf, lengthOf } from '../time/interval-set.ts';
import type { Doubts, FluentState, Frame, Range } from './model.ts';
import type { Span } from './windows.ts';
import { doubtsWithin, spanOf } from './windows.ts';

/** Bounds of a measure over all completions of a cell, and what keeps them apart. */
export interface Measured extends Range {
  readonly doubts: Doubts;
}

export function lengthHeld(frame: Frame, { fluent, window }: Measure & { op: 'length' }): Measured {
  const state = frame.terms.fluent(frame, fluent);
  const span = spanOf(frame, window);
  const doubts = [doubtsWithin(state, span.start.low, span.end.high), span.doubts];
  if (span.exists === 'no') return { low: 0, high: 0, doubts };
  const outer = [{ from: span.start.low, to: span.end.high }];
  const high = lengthOf(intersectionOf(state.possible, outer));
  if (span.exists === 'maybe' || span.start.high >= span.end.low) return { low: 0, high, doubts };
  const inner = [{ from: span.start.high, to: span.end.low }];
  return { low: lengthOf(intersectionOf(state.sure, inner)), high, doubts };
}

type MaxRun = Measure & { readonly op: 'maxRun' };

export function longestRun(frame: Frame, measure: MaxRun): Measured {
  const state = frame.terms.fluent(frame, measure.fluent);
  const span = spanOf(frame, measure.window);
  const cut = cutOf(measure, span);
  const doubts = [doubtsWithin(state, span.start.low, cut.high), span.doubts];
  if (span.exists === 'no') return { low: 0, high: 0, doubts };
  const sure = span.exists === 'yes' ? surelyRunning(state, span, cut.low) : [];
  return {
    low: Math.max(0, ...sure.map(({ from, to }) => to - from)),
    high: Math.max(0, ...possibleRuns(state, span, cut.high)),
    doubts,
  };
}

/** Where runs are cut. */
export function cutOf({ measuredTo }: MaxRun, { end }: Span): Range {
  return measuredTo === undefined ? end : { low: measuredTo, high: measuredTo };
}

/** Stretches that surely belong to spells which surely start in the window. */
export function surelyRunning(state: FluentState, { start, end }: Span, cut: number): IntervalSet {
  const off = complementOf(state.possible);
  return state.sure.flatMap(({ from, to }) => {
    const startsLate = from === -Infinity || from >= end.low;
    if (startsLate || firstStart(off, from) < start.high) return [];
    const until = Math.min(to, cut);
    return until > from ? [{ from, to: until }] : [];
  });
}

/** The first second after the last at which it is surely off before an instant. */
function firstStart(off: IntervalSet, instant: number): number {
  const before = off.filter(({ from }) => from < instant).at(-1);
  return before === undefined ? -Infinity : Math.min(before.to, instant);
}

/** For each stretch in which it may hold, the longest that a spell starting in the window and in it can be. */
function possibleRuns(state: FluentState, { start, end }: Span, cut: number): readonly number[] {
  return state.possible.map(({ from, to }) => {
    const rise = firstFrom(state.rises, Math.max(from, start.low));
    return rise < Math.min(to, end.high) ? Math.min(to, cut) - rise : 0;
  });
}
