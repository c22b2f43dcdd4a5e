import type { Claim } from '../language/terms.ts';
import { complementOf, contains, firstFrom, intersectionOf, meets } from '../time/interval-set.ts';
import { forValues } from './for-each.ts';
import { note, nothingNoted } from './frame.ts';
import type { FluentState, Frame } from './model.ts';
import { compared, measured } from './measures.ts';
import type { Measured } from './runs.ts';
import type { Truth, Values } from './truth.ts';
import { greatestOf, isTrue, isVoid, leastOf, oppositeOf, valuesOf } from './truth.ts';
import { doubtsWithin, spanOf } from './windows.ts';

/** The values that a claim takes over all completions of a cell. */
export function claimValues(frame: Frame, claim: Claim): Values {
  switch (claim.op) {
    case 'compare':
      return valuesOf(comparison(frame, claim));
    case 'at':
      return valuesOf(holdsAt(frame, claim));
    case 'edge':
      return valuesOf(hasEdge(frame, claim));
    case 'for':
      return forValues(frame, claim, claimValues);
    case 'and':
      return claim.of.map((each) => claimValues(frame, each)).reduce(leastOf);
    case 'or':
      return claim.of.map((each) => claimValues(frame, each)).reduce(greatestOf);
    case 'not':
      return oppositeOf(claimValues(frame, claim.claim));
    case 'given':
      return givenValues(frame, claim);
  }
}

function givenValues(frame: Frame, claim: Claim & { op: 'given' }): Values {
  const condition = claimValues(frame, claim.condition);
  const canBeMet = (condition & isTrue) !== 0;
  // where it cannot, its doubts do not matter; what it comes to is shown, so it must not be too much to look at
  const inside = claimValues(canBeMet ? frame : { ...frame, noted: nothingNoted() }, claim.claim);
  return (canBeMet ? inside : 0) | (condition === isTrue ? 0 : isVoid);
}

function comparison(frame: Frame, claim: Claim & { op: 'compare' }): Truth {
  const left = measured(frame, claim.measure);
  const right = boundOf(frame, claim.value);
  const truth = compared(left, claim.is, right);
  if (truth === 'maybe') note(frame, [left.doubts, right.doubts]);
  return truth;
}

/** What a measure is compared with: a number, or a multiple of another measure. */
export function boundOf(frame: Frame, value: (Claim & { op: 'compare' })['value']): Measured {
  if (typeof value === 'number') return { low: value, high: value, doubts: [] };
  const { low, high, doubts } = measured(frame, value.measure);
  return { low: low * value.times + value.plus, high: high * value.times + value.plus, doubts };
}

function holdsAt(frame: Frame, { fluent, time }: Claim & { op: 'at' }): Truth {
  const state = frame.terms.fluent(frame, fluent);
  if (contains(state.sure, time)) return 'yes';
  if (!contains(state.possible, time)) return 'no';
  note(frame, doubtsWithin(state, time, time));
  return 'maybe';
}

function hasEdge(frame: Frame, claim: Claim & { op: 'edge' }): Truth {
  const state = frame.terms.fluent(frame, claim.fluent);
  const span = spanOf(frame, claim.window);
  const [low, high] = [span.start.low, span.end.high];
  const where = claim.edge === 'start' ? state.rises : state.falls;
  if (span.exists === 'no' || !meets(where, low, high - 1)) return 'no';
  if (span.exists === 'yes' && surelyTurns(state, claim.edge, span.start.high, span.end.low)) return 'yes';
  note(frame, [doubtsWithin(state, low, high), span.doubts]);
  return 'maybe';
}

/** True if a fluent is surely on and then surely off (or the reverse) from the second before `from` on. */
function surelyTurns(state: FluentState, edge: 'start' | 'end', from: number, until: number): boolean {
  return turnAfter(state, edge, from) < until;
}

/** The second by which a fluent has surely turned, counting edges from `from` on. */
export function turnAfter(state: FluentState, edge: 'start' | 'end', from: number): number {
  const off = complementOf(state.possible);
  const [before, after] = edge === 'start' ? [off, state.sure] : [state.sure, off];
  const since = firstFrom(intersectionOf(before, [{ from: from - 1, to: Infinity }]), from - 1);
  return firstFrom(after, since);
}
