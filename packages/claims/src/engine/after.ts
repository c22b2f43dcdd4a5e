import type { EventTerm } from '../language/terms.ts';
import { equalVariables, patternOf } from '../language/walk.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import { intersectionOf, meets, spread, unionOf } from '../time/interval-set.ts';
import { eventIn } from './doubts.ts';
import { countPairs } from './frame.ts';
import { bindingsOf, candidatesOf } from './match.ts';
import { isSameEvent, liesAfter } from './occurrences.ts';
import type { Binding, Frame, Occurrence, Occurrences } from './model.ts';

/** Events that follow an earlier one within bounds, their shared variables agreeing. */
export function followersOf(frame: Frame, term: EventTerm & { readonly op: 'after' }): Occurrences {
  const earlier = frame.terms.occurrences(frame, term.earlier);
  countPairs(earlier.known.length * candidatesOf(frame, patternOf(term.event)).length);
  const followers = earlier.known.map((each) => {
    const all = frame.terms.occurrences(bindTo(frame, term.earlier, each), term.event);
    return followersOfOne(term, each, all);
  });
  const unread = followersOfUnknown(frame, term, earlier.unknown);
  return {
    known: united([...followers, unread].flatMap(({ known }) => known)),
    unknown: unionOf([...followers, unread].flatMap(({ unknown }) => unknown)),
  };
}

interface Delays {
  readonly moreThan: number;
  readonly atMost: number;
}

function followersOfOne(delays: Delays, earlier: Occurrence, all: Occurrences): Occurrences {
  const known = all.known.flatMap((each) => {
    const truth = isSameEvent(each, earlier)
      ? 'no'
      : liesAfter(earlier, each, delays.moreThan + 1, delays.atMost);
    if (truth === 'no') return [];
    const sure = each.sure && earlier.sure && truth === 'yes';
    return [{ ...each, sure, doubts: [each.doubts, earlier.doubts] }];
  });
  const reach = { from: earlier.low + delays.moreThan + 1, to: earlier.high + delays.atMost + 1 };
  return { known, unknown: intersectionOf(all.unknown, [reach]) };
}

/** Followers of an earlier event that nobody has read yet; its variables may stand for anything. */
function followersOfUnknown(
  frame: Frame,
  term: EventTerm & { readonly op: 'after' },
  unread: IntervalSet,
): Occurrences {
  if (unread.length === 0) return { known: [], unknown: [] };
  const all = frame.terms.occurrences(bindUnknown(frame, term.earlier), term.event);
  const reach = spread(unread, term.moreThan + 1, term.atMost);
  return {
    known: all.known
      .filter((each) => meets(reach, each.low, each.high))
      .map((each) => ({ ...each, sure: false })),
    unknown: intersectionOf(all.unknown, reach),
  };
}

/** Each event once, sure if it surely follows one of them. */
function united(known: readonly Occurrence[]): readonly Occurrence[] {
  const byEvents = new Map<string, Occurrence>();
  for (const each of known) {
    const key = each.events.map(({ id }) => id).join(' ');
    const before = byEvents.get(key);
    if (before === undefined) byEvents.set(key, each);
    else {
      const doubts = [before.doubts, each.doubts];
      byEvents.set(key, { ...before, sure: before.sure || each.sure, doubts });
    }
  }
  return [...byEvents.values()];
}

/** A frame in which the variables of an event term stand for what this occurrence gives them. */
export function bindTo(frame: Frame, term: EventTerm, each: Occurrence): Frame {
  const [event] = each.events;
  const seen = event === undefined ? null : eventIn(frame.cell, event);
  if (seen === null || each.events.length > 1) return bindUnknown(frame, term);
  return withVariables(frame, bindingsOf(patternOf(term), seen));
}

/** A frame in which the variables of an event term may stand for anything. */
export function bindUnknown(frame: Frame, term: EventTerm): Frame {
  const nothing = equalVariables(patternOf(term)).map((name): [string, Binding] => [
    name,
    { value: null, doubts: [] },
  ]);
  return withVariables(frame, new Map(nothing));
}

function withVariables(frame: Frame, bound: ReadonlyMap<string, Binding>): Frame {
  return { ...frame, variables: new Map([...frame.variables, ...bound]) };
}
