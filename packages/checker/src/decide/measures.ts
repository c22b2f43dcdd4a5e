import type { Comparison, EventTerm, Measure, Window } from '@casus/claims/terms';
import { amountOf } from './amounts.ts';
import { longestRun } from './runs.ts';
import { common, nextIn, sizeOf } from './seconds.ts';
import { decided } from './three.ts';
import type { Three } from './three.ts';
import { inWindow, windowOf } from './windows.ts';
import type { Range } from './windows.ts';
import type { Happening, Happenings, World } from './world.ts';

/** The least and the most that a measure comes to in a case. */
export function measure(world: World, term: Measure): Range {
  switch (term.op) {
    case 'count':
    case 'distinct':
    case 'sum':
    case 'maxWindow':
      return amountOf(world, term, countedBy(world, term));
    case 'length':
      return lengthOf(world, term);
    case 'maxRun':
      return longestRun(world, term);
    case 'time':
      return timeOf(countedBy(world, term));
  }
}

/** What a measure counts. */
export function countedBy(world: World, { event, window }: { event: EventTerm; window: Window }): Happenings {
  return inWindow(world.terms.happenings(world, event), windowOf(world, window));
}

function lengthOf(world: World, { fluent, window }: Measure & { op: 'length' }): Range {
  const { sure, may } = world.terms.fluent(world, fluent);
  const { start, end, exists } = windowOf(world, window);
  if (exists === 0) return { low: 0, high: 0 };
  const high = sizeOf(common(may, [{ from: start.low, to: end.high }]));
  const isThere = exists === 2 && start.high < end.low;
  return { low: isThere ? sizeOf(common(sure, [{ from: start.high, to: end.low }])) : 0, high };
}

function timeOf({ known, unread }: Happenings): Range {
  const sure = known.filter((each: Happening) => each.sure);
  return {
    low: Math.min(nextIn(unread, -Infinity), ...known.map(({ low }) => low)),
    high: Math.min(Infinity, ...sure.map(({ high }) => high)),
  };
}

export function compare(a: Range, is: Comparison, b: Range): Three {
  const [below, above] = [a.high < b.low, a.low > b.high];
  const point = a.low === a.high && b.low === b.high && a.low === b.low;
  switch (is) {
    case '<':
      return decided(below, a.low >= b.high);
    case '>=':
      return decided(a.low >= b.high, below);
    case '>':
      return decided(above, a.high <= b.low);
    case '<=':
      return decided(a.high <= b.low, above);
    case '=':
      return decided(point, below || above);
    case '!=':
      return decided(below || above, point);
  }
}
