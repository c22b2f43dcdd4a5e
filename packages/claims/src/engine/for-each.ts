import type { Claim, ClaimValue } from '../language/terms.ts';
import { bindTo, bindUnknown } from './after.ts';
import { countPairs, note } from './frame.ts';
import type { Anchor, Frame, Occurrence, Occurrences } from './model.ts';
import { nthOf } from './nth.ts';
import type { Values } from './truth.ts';
import { greatestOf, isFalse, isTrue, isVoid, leastOf } from './truth.ts';
import { occurringIn, spanOf } from './windows.ts';

type ForClaim = Claim & { readonly op: 'for' };
type Evaluate = (frame: Frame, claim: Claim) => Values;

const bitOf: Readonly<Record<ClaimValue, Values>> = { true: isTrue, false: isFalse, void: isVoid };

/** Values of a claim about all, some or the first of what occurs in a window. */
export function forValues(frame: Frame, claim: ForClaim, evaluate: Evaluate): Values {
  const all = instancesOf(frame, claim);
  countPairs(all.known.length);
  return claim.each === 'first' ? ofFirst(frame, claim, evaluate) : ofEach(frame, claim, evaluate);
}

/** What a claim ranges over. */
export function instancesOf(frame: Frame, claim: ForClaim): Occurrences {
  return occurringIn(frame.terms.occurrences(frame, claim.event), spanOf(frame, claim.within));
}

export function emptyValue(claim: ForClaim): Values {
  const usual = { all: 'true', some: 'false', first: 'void' } as const;
  return bitOf[claim.onEmpty ?? usual[claim.each]];
}

function ofEach(frame: Frame, claim: ForClaim, evaluate: Evaluate): Values {
  const all = instancesOf(frame, claim);
  const [combine, neutral] =
    claim.each === 'all' ? ([leastOf, isTrue] as const) : ([greatestOf, isFalse] as const);
  const known = all.known.map((each) => {
    const values = evaluate(instanceFrame(frame, claim, each), claim.claim);
    if (!each.sure && values !== neutral) note(frame, each.doubts);
    return each.sure ? values : values | neutral;
  });
  const unread = all.unknown.length === 0 ? [] : [ofUnknown(frame, claim, all, evaluate) | neutral];
  if (known.length + unread.length === 0) return emptyValue(claim);
  const values = [...known, ...unread].reduce(combine);
  if (all.known.some((each) => each.sure)) return values;
  note(frame, claim.onEmpty === undefined ? [] : all.known.map((each) => each.doubts));
  return values | emptyValue(claim);
}

function ofFirst(frame: Frame, claim: ForClaim, evaluate: Evaluate): Values {
  const all = instancesOf(frame, claim);
  const first = nthOf(all, 1);
  const exists = all.known.some((each) => each.sure);
  const known = first.known.map((each) => evaluate(instanceFrame(frame, claim, each), claim.claim));
  const unread = first.unknown.length === 0 ? [] : [ofUnknown(frame, claim, first, evaluate)];
  const empty = exists ? [] : [emptyValue(claim)];
  const values = [...known, ...unread, ...empty].reduce((a, b) => a | b, 0);
  if (first.known.some((each) => !each.sure))
    note(
      frame,
      first.known.map((each) => each.doubts),
    );
  return values;
}

function ofUnknown(frame: Frame, claim: ForClaim, all: Occurrences, evaluate: Evaluate): Values {
  const [first] = all.unknown;
  const last = all.unknown.at(-1);
  const anchor: Anchor = { event: null, low: first?.from ?? 0, high: (last?.to ?? 1) - 1 };
  return evaluate(anchored(bindUnknown(frame, claim.event), claim.as, anchor), claim.claim);
}

/** The frame in which a claim speaks about one of the instances. */
export function instanceFrame(frame: Frame, claim: ForClaim, each: Occurrence): Frame {
  const [event] = each.events;
  const alone = each.events.length === 1 && event !== undefined ? event : null;
  const anchor: Anchor = { event: alone, low: each.low, high: each.high };
  return anchored(bindTo(frame, claim.event, each), claim.as, anchor);
}

function anchored(frame: Frame, name: string, anchor: Anchor): Frame {
  return { ...frame, anchors: new Map([...frame.anchors, [name, anchor]]) };
}
