import { countLeading } from '@casus/domain/halving';
import type { Claim, Measure } from '../language/terms.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import { intersectionOf } from '../time/interval-set.ts';
import type { Amount } from './amounts.ts';
import { amountOf } from './amounts.ts';
import { boundOf } from './claims.ts';
import { eventsIn, measured } from './measures.ts';
import type { Frame } from './model.ts';
import { cutOf, surelyRunning } from './runs.ts';
import { spanOf } from './windows.ts';

type Comparison = Claim & { readonly op: 'compare' };

/** When a comparison was decided: by the witness that reached the bound, else when the window is over. */
export function comparisonAt(frame: Frame, { measure, is, value }: Comparison): number {
  if (typeof value !== 'number') {
    return Math.max(measureDecidedAt(frame, measure), measureDecidedAt(frame, value.measure));
  }
  const { low } = boundOf(frame, value);
  if (measure.op === 'time') return timeAt(frame, measure, low);
  const reaches = reachesFor(is, low);
  if (!reaches(measured(frame, measure).low)) return measureDecidedAt(frame, measure);
  if (reaches(0)) return spanOf(frame, measure.window).start.low;
  if (measure.op === 'length') return heldAt(heldIn(frame, measure), secondsFor(is, low));
  if (measure.op === 'maxRun') return runAt(frame, measure, secondsFor(is, low));
  return witnessAt(frame, measure, reaches);
}

/** A measure is decided when its window is over, or what runs are measured to. */
export function measureDecidedAt(frame: Frame, measure: Measure): number {
  const span = spanOf(frame, measure.window);
  if (measure.op === 'maxRun') return cutOf(measure, span).low;
  if (measure.op !== 'time') return span.end.low;
  const { low, high } = measured(frame, measure);
  return low === high && Number.isFinite(low) ? low : span.end.low;
}

/** Whether an amount decides a comparison once it is reached: only what passes the bound does for `=` and `>`. */
function reachesFor(is: Comparison['is'], bound: number): (amount: number) => boolean {
  return is === '>=' || is === '<' ? (amount) => amount >= bound : (amount) => amount > bound;
}

/** The fewest whole seconds that decide it. */
function secondsFor(is: Comparison['is'], bound: number): number {
  return is === '>=' || is === '<' ? Math.ceil(bound) : Math.floor(bound) + 1;
}

/** The earliest second of the witness with which those up to it reach the amount. */
function witnessAt(frame: Frame, measure: Amount, reaches: (amount: number) => boolean): number {
  const over = spanOf(frame, measure.window).end.low;
  if (measure.op === 'sum' && measure.range.min < 0) return over;
  const sure = eventsIn(frame, measure).known.filter((each) => each.sure);
  const sorted = sure.toSorted((a, b) => a.low - b.low);
  // more of them never come to less
  const before = countLeading(
    sorted.length,
    (index) => !reaches(amountOf(frame, measure, { known: sorted.slice(0, index + 1), unknown: [] }).low),
  );
  return sorted[before]?.low ?? over;
}

function heldIn(frame: Frame, { fluent, window }: Measure & { op: 'length' }): IntervalSet {
  const { start, end } = spanOf(frame, window);
  return intersectionOf(frame.terms.fluent(frame, fluent).sure, [{ from: start.high, to: end.low }]);
}

/** The second by which a fluent has surely held for so long. */
function heldAt(held: IntervalSet, seconds: number): number {
  let left = seconds;
  for (const { from, to } of held) {
    if (to - from >= left) return from + left;
    left -= to - from;
  }
  return Infinity;
}

/** The second by which a spell has surely run for so long. */
function runAt(frame: Frame, measure: Measure & { op: 'maxRun' }, seconds: number): number {
  const span = spanOf(frame, measure.window);
  const state = frame.terms.fluent(frame, measure.fluent);
  const runs = surelyRunning(state, span, cutOf(measure, span).low);
  const enough = runs.filter(({ from, to }) => to - from >= seconds);
  return Math.min(...enough.map(({ from }) => from + seconds));
}

/** A bound on the first time is decided by the event, or when it passes without one. */
function timeAt(frame: Frame, measure: Measure & { op: 'time' }, bound: number): number {
  const { low } = measured(frame, measure);
  return Math.min(low, bound, spanOf(frame, measure.window).end.low);
}
