import type { Claim } from '../language/terms.ts';
import { claimValues, turnAfter } from './claims.ts';
import { comparisonAt } from './comparison-decided-at.ts';
import { emptyValue, instanceFrame, instancesOf } from './for-each.ts';
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
