import type { Measure } from '@casus/claims/terms';
import { complement, nextIn } from './seconds.ts';
import type { Seconds } from './seconds.ts';
import { windowOf } from './windows.ts';
import type { Range, Span } from './windows.ts';
import type { FluentCase, World } from './world.ts';

type MaxRun = Measure & { readonly op: 'maxRun' };

/** The longest spell of those that start in the window. */
export function longestRun(world: World, term: MaxRun): Range {
  const fluent = world.terms.fluent(world, term.fluent);
  const span = windowOf(world, term.window);
  if (span.exists === 0) return { low: 0, high: 0 };
  const cut = cutOf(term, span);
  const surely = span.exists === 2 ? surelyRunning(fluent, span, cut.low) : [];
  const perhaps = fluent.may.map(({ from, to }) => {
    const rise = nextIn(fluent.rises, Math.max(from, span.start.low));
    return rise < Math.min(to, span.end.high) ? Math.min(to, cut.high) - rise : 0;
  });
  return {
    low: Math.max(0, ...surely.map(({ from, to }) => to - from)),
    high: Math.max(0, ...perhaps),
  };
}

/** Where runs are cut off. */
export function cutOf({ measuredTo }: MaxRun, { end }: Span): Range {
  return measuredTo === undefined ? end : { low: measuredTo, high: measuredTo };
}

/** What surely belongs to spells that surely start in the window. */
export function surelyRunning({ sure, may }: FluentCase, { start, end }: Span, cut: number): Seconds {
  const off = complement(may);
  return sure.flatMap(({ from, to }) => {
    const before = off.findLast((each) => each.from < from);
    const earliest = before === undefined ? -Infinity : Math.min(before.to, from);
    const isInside = from !== -Infinity && from < end.low && earliest >= start.high;
    return isInside && from < Math.min(to, cut) ? [{ from, to: Math.min(to, cut) }] : [];
  });
}
