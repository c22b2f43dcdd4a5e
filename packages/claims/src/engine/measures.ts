import type { Comparison, EventTerm, Measure, Window } from '../language/terms.ts';
import { firstFrom } from '../time/interval-set.ts';
import { amountDoubts, amountOf } from './amounts.ts';
import type { Frame, Occurrences, Range } from './model.ts';
import { lengthHeld, longestRun } from './runs.ts';
import type { Measured } from './runs.ts';
import type { Truth } from './truth.ts';
import { occurringIn, spanOf } from './windows.ts';

export function measured(frame: Frame, measure: Measure): Measured {
  switch (measure.op) {
    case 'count':
    case 'distinct':
    case 'sum':
    case 'maxWindow': {
      const all = eventsIn(frame, measure);
      return { ...amountOf(frame, measure, all), doubts: amountDoubts(frame, measure, all) };
    }
    case 'length':
      return lengthHeld(frame, measure);
    case 'maxRun':
      return longestRun(frame, measure);
    case 'time':
      return firstTime(eventsIn(frame, measure));
  }
}

/** What a measure's event term yields in its window. */
export function eventsIn(
  frame: Frame,
  measure: { readonly event: EventTerm; readonly window: Window },
): Occurrences {
  return occurringIn(frame.terms.occurrences(frame, measure.event), spanOf(frame, measure.window));
}

function firstTime(all: Occurrences): Measured {
  const lows = all.known.map((each) => each.low);
  const highs = all.known.filter((each) => each.sure).map((each) => each.high);
  return {
    low: Math.min(...lows, firstFrom(all.unknown, -Infinity)),
    high: Math.min(...highs, Infinity),
    doubts: all.known.map((each) => each.doubts),
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
