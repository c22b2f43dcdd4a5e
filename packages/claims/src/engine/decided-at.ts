import type { Claim, Measure } from '../language/terms.ts';
import { intersectionOf } from '../time/interval-set.ts';
import { claimValues, boundOf, turnAfter } from './claims.ts';
import { countDays, zoneOf } from './days.ts';
import { emptyValue, instanceFrame, instancesOf } from './for-each.ts';
import { eventsIn, measured } from './measures.ts';
import type { Frame } from './model.ts';
import { nthOf } from './nth.ts';
import { singleOf } from './truth.ts';
import { spanOf } from './windows.ts';

/**
 * When a claim with a single value in a cell came to be decided: for a count the k-th witness's earliest
 * second, for absence the earliest end of the window or spell; of several conditions the last one needed.
 */
export function decidedAt(frame: Frame, claim: Claim): number {
  switch (claim.op) {
    case 'compare':
      return comparisonAt(frame, claim);
    case 'at':
      return claim.time;
    case 'edge':
      return edgeAt(frame, claim);
    case 'for':
      return forAt(frame, claim);
    case 'and':
    case 'or':
      return junctionAt(frame, claim);
    case 'not':
      return decidedAt(frame, claim.claim);
    case 'given':
      return givenAt(frame, claim);
  }
}

/** A measure is decided when its window is over. */
export function measureDecidedAt(frame: Frame, measure: Measure): number {
  const over = spanOf(frame, measure.window).end.low;
  if (measure.op !== 'time') return over;
  const { low, high } = measured(frame, measure);
  return low === high && Number.isFinite(low) ? low : over;
}

function givenAt(frame: Frame, claim: Claim & { op: 'given' }): number {
  const condition = decidedAt(frame, claim.condition);
  const met = singleOf(claimValues(frame, claim.condition)) === 'true';
  return met ? Math.max(condition, decidedAt(frame, claim.claim)) : condition;
}

/** The first term that made it so, or the last one where all had to be. */
function junctionAt(frame: Frame, claim: Claim & { op: 'and' | 'or' }): number {
  const values = claim.of.map((each) => ({ each, value: singleOf(claimValues(frame, each)) }));
  const decisive = claim.op === 'and' ? 'false' : 'true';
  const enough = values.filter(({ value }) => value === decisive);
  if (enough.length > 0) return Math.min(...enough.map(({ each }) => decidedAt(frame, each)));
  return Math.max(...values.map(({ each }) => decidedAt(frame, each)));
}

function forAt(frame: Frame, claim: Claim & { op: 'for' }): number {
  const all = instancesOf(frame, claim);
  const known = claim.each === 'first' ? nthOf(all, 1).known : all.known;
  const instances = known.map((each) => {
    const inner = instanceFrame(frame, claim, each);
    const value = singleOf(claimValues(inner, claim.claim));
    return { sure: each.sure, value, at: value === null ? Infinity : decidedAt(inner, claim.claim) };
  });
  const over = claim.within.until;
  if (claim.each === 'first') {
    return instances.length > 0 ? Math.max(...instances.map(({ at }) => at)) : over;
  }
  const decisive = claim.each === 'all' ? 'false' : 'true';
  const enough = instances.filter(({ sure, value }) => sure && value === decisive);
  if (enough.length > 0) return Math.min(...enough.map(({ at }) => at));
  if (instances.length === 0 && emptyValue(claim) === claimValues(frame, claim)) return over;
  return Math.max(over, ...instances.map(({ at }) => at).filter(Number.isFinite));
}

function edgeAt(frame: Frame, claim: Claim & { op: 'edge' }): number {
  const span = spanOf(frame, claim.window);
  if (singleOf(claimValues(frame, claim)) === 'false') return span.end.low;
  return turnAfter(frame.terms.fluent(frame, claim.fluent), claim.edge, span.start.high);
}

function comparisonAt(frame: Frame, claim: Claim & { op: 'compare' }): number {
  const { measure, value } = claim;
  if (typeof value !== 'number') {
    return Math.max(measureDecidedAt(frame, measure), measureDecidedAt(frame, value.measure));
  }
  const { low } = boundOf(frame, value);
  if (measure.op === 'time') return timeAt(frame, measure, low);
  const reached = neededFor(claim.is, low, measured(frame, measure));
  return reached === null ? spanOf(frame, measure.window).end.low : reachedAt(frame, measure, reached);
}

/** The amount whose being reached decides a comparison; null where only the end of the window does. */
function neededFor(
  is: (Claim & { op: 'compare' })['is'],
  bound: number,
  { low }: { readonly low: number },
): number | null {
  const needed = {
    '>=': bound,
    '<': bound,
    '>': bound + 1,
    '<=': bound + 1,
    '=': bound + 1,
    '!=': bound + 1,
  }[is];
  return low >= needed ? needed : null;
}

function reachedAt(frame: Frame, measure: Measure & { op: 'count' | 'length' }, amount: number): number {
  if (amount <= 0) return spanOf(frame, measure.window).start.low;
  return measure.op === 'count' ? witnessAt(frame, measure, amount) : heldAt(frame, measure, amount);
}

/** The earliest second of the k-th sure witness, or of the first on the k-th day. */
function witnessAt(frame: Frame, measure: Measure & { op: 'count' }, k: number): number {
  const sure = eventsIn(frame, measure).known.filter((each) => each.sure);
  const sorted = sure.toSorted((a, b) => a.low - b.low);
  if (measure.by === 'event') return sorted[k - 1]?.low ?? Infinity;
  const zone = zoneOf(measure.window);
  const reached = sorted.findIndex(
    (_, index) => countDays({ known: sorted.slice(0, index + 1), unknown: [] }, zone).low >= k,
  );
  return sorted[reached]?.low ?? Infinity;
}

/** The second by which a fluent has surely held for so long in the window. */
function heldAt(frame: Frame, measure: Measure & { op: 'length' }, seconds: number): number {
  const { start, end } = spanOf(frame, measure.window);
  const { sure } = frame.terms.fluent(frame, measure.fluent);
  let left = seconds;
  for (const { from, to } of intersectionOf(sure, [{ from: start.high, to: end.low }])) {
    if (to - from >= left) return from + left;
    left -= to - from;
  }
  return end.low;
}

/** A bound on the first time is decided by the event, or when it passes without one. */
function timeAt(frame: Frame, measure: Measure & { op: 'time' }, bound: number): number {
  const { low } = measured(frame, measure);
  return Math.min(low, bound, spanOf(frame, measure.window).end.low);
}
