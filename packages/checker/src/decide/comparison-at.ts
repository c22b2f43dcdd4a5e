import type { Claim, Measure } from '@casus/claims/terms';
import { amountOf } from './amounts.ts';
import type { Amount } from './amounts.ts';
import { boundOf } from './claims.ts';
import { countedBy, measure } from './measures.ts';
import { cutOf, surelyRunning } from './runs.ts';
import { common } from './seconds.ts';
import { windowOf } from './windows.ts';
import type { World } from './world.ts';

type Comparison = Claim & { readonly op: 'compare' };

/** When a comparison came to be decided: by the witness that reached the bound, else when the window is over. */
export function comparisonAt(world: World, claim: Comparison): number {
  const { measure: term, value, is } = claim;
  if (typeof value !== 'number') return Math.max(measureAt(world, term), measureAt(world, value.measure));
  const { low } = measure(world, term);
  const { start, end } = windowOf(world, term.window);
  if (term.op === 'time') return Math.min(low, boundOf(world, claim).low, end.low);
  const isReached = (amount: number): boolean =>
    is === '>=' || is === '<' ? amount >= value : amount > value;
  if (!isReached(low)) return measureAt(world, term);
  if (isReached(0)) return start.low;
  const seconds = is === '>=' || is === '<' ? Math.ceil(value) : Math.floor(value) + 1;
  if (term.op === 'length') return heldAt(world, term, seconds);
  if (term.op === 'maxRun') return runAt(world, term, seconds);
  return witnessAt(world, term, isReached);
}

/** A measure is known when its window is over; the time of an event when it is known to the second. */
export function measureAt(world: World, term: Measure): number {
  const span = windowOf(world, term.window);
  if (term.op === 'maxRun') return cutOf(term, span).low;
  const { low, high } = measure(world, term);
  const isKnown = term.op === 'time' && low === high && Number.isFinite(low);
  return isKnown ? low : span.end.low;
}

function heldAt(world: World, term: Measure & { op: 'length' }, seconds: number): number {
  const { start, end } = windowOf(world, term.window);
  const { sure } = world.terms.fluent(world, term.fluent);
  let left = seconds;
  for (const { from, to } of common(sure, [{ from: start.high, to: end.low }])) {
    if (to - from >= left) return from + left;
    left -= to - from;
  }
  return Infinity;
}

function runAt(world: World, term: Measure & { op: 'maxRun' }, seconds: number): number {
  const span = windowOf(world, term.window);
  const runs = surelyRunning(world.terms.fluent(world, term.fluent), span, cutOf(term, span).low);
  const enough = runs.filter(({ from, to }) => to - from >= seconds);
  return Math.min(...enough.map(({ from }) => from + seconds));
}

/** The earliest second of the witness with which those up to it reach the amount; a sum may fall again. */
function witnessAt(world: World, term: Amount, isReached: (amount: number) => boolean): number {
  const over = windowOf(world, term.window).end.low;
  if (term.op === 'sum' && term.range.min < 0) return over;
  const sure = countedBy(world, term).known.filter((each) => each.sure);
  const inOrder = sure.toSorted((a, b) => a.low - b.low);
  const upTo = (count: number): number =>
    amountOf(world, term, { known: inOrder.slice(0, count), unread: [] }).low;
  return inOrder.find((_, index) => isReached(upTo(index + 1)))?.low ?? over;
}
