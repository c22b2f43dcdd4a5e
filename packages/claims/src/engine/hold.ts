import type { WorldEvent } from '@casus/domain/evidence';
import type { DatedOpening, Ending, Hold, Opening } from '../language/terms.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import { firstFrom, unionOf } from '../time/interval-set.ts';
import { uncoveredOf } from './frame.ts';
import { trimmed } from './fluent-state.ts';
import { matching, rangeSet } from './occurrences.ts';
import type { Truth } from './truth.ts';
import { unknownHolding } from './unknown-openings.ts';
import type { Doubt, Edge, FluentState, Frame, Occurrence, Part } from './model.ts';

/** An opening that may have happened: when it does, and when it lapses by itself. */
export interface KnownOpening {
  readonly occurrence: Occurrence;
  readonly event: WorldEvent | null;
  readonly low: number;
  readonly high: number;
  readonly sure: boolean;
  /** First second after it, at the earliest and the latest. */
  readonly endLow: number;
  readonly endHigh: number;
  /** The interval of its own end, for ties. */
  readonly endInterval: { readonly from: number; readonly to: number } | null;
}

export interface KnownEnding {
  readonly occurrence: Occurrence;
  readonly event: WorldEvent;
  readonly ends: Ending['ends'];
  readonly low: number;
  readonly high: number;
  readonly sure: boolean;
}

export function holdState(frame: Frame, hold: Hold): FluentState {
  const openings = hold.openings.flatMap((opening) => knownOpenings(frame, opening));
  const seeds = hold.seed === undefined ? [] : [seedOpening(hold.seed)];
  const endings = hold.endings.flatMap((ending) => knownEndings(frame, ending));
  const unreadEndings = unionOf(hold.endings.flatMap(({ event }) => uncoveredOf(frame, event)));
  const all = [...openings, ...seeds];
  const reopening = new Map(all.filter(opensItself).map((each) => [each.event?.id ?? '', each]));
  const ended: Endings = { known: endings, unread: unreadEndings };
  const anew = heldAnew(reopening, ended);
  const unread = hold.openings.map((opening) => unknownHolding(frame, opening, endings));
  return trimmed({
    sure: unionOf(all.map((each) => surelyHeld(each, ended, anew))),
    possible: unionOf([
      ...all.map((each) => possiblyHeld(each, endings)),
      ...unread.flatMap((each) => each.holding),
    ]),
    rises: unionOf([...rangeSet(all), ...unread.flatMap((each) => each.openings)]),
    falls: unionOf([
      ...all.map(({ endLow, endHigh }) => ({ from: endLow, to: endHigh + 1 })),
      ...rangeSet(endings),
      ...unreadEndings,
      ...unread.flatMap((each) => each.ends),
    ]),
    unreadTurns: unionOf([...unreadEndings, ...unread.flatMap((each) => [...each.openings, ...each.ends])]),
    edges: [...all.flatMap(edgesOfOpening), ...endings.map(edgeOfEnding)],
    openers: new Set(reopening.keys()),
    parts: [...openings.map(partOfOpening), ...endings.map((each) => partOfEnding(each, openings))],
  });
}

function opensItself(each: KnownOpening): boolean {
  return each.event !== null && each.sure && each.endLow > each.high;
}

function knownOpenings(frame: Frame, opening: Opening): readonly KnownOpening[] {
  return matching(frame, opening.event).known.flatMap((occurrence) =>
    occurrence.events.map((event) => ({
      event,
      low: occurrence.low,
      high: occurrence.high,
      sure: occurrence.sure,
      ...('lapse' in opening
        ? { occurrence, ...lapseOf(occurrence, event, opening.lapse) }
        : dateOf(frame, occurrence, event, opening)),
    })),
  );
}

type End = Pick<KnownOpening, 'endLow' | 'endHigh' | 'endInterval'>;

function lapseOf(occurrence: Occurrence, event: WorldEvent, lapse: number): End {
  const { from, to } = event.interval;
  return {
    endLow: occurrence.low + lapse,
    endHigh: occurrence.high + lapse,
    endInterval: { from: from + lapse, to: to + lapse },
  };
}

function dateOf(
  frame: Frame,
  occurrence: Occurrence,
  event: WorldEvent,
  { until, longest }: DatedOpening,
): End & { readonly occurrence: Occurrence } {
  const doubt: Doubt = { kind: 'date', event, attribute: until.attribute };
  const ends = endsOf(frame, event, until.attribute);
  const first = ends?.[0];
  const last = ends?.at(-1);
  if (first === undefined || last === undefined) {
    const doubtful = { ...occurrence, doubts: [occurrence.doubts, doubt] };
    return {
      occurrence: doubtful,
      endLow: occurrence.low,
      endHigh: occurrence.high + longest,
      endInterval: null,
    };
  }
  const cap = lapseOf(occurrence, event, longest);
  // of one of several dates it is not known which the edge is of, so neither whether something ties with it
  const isKnown = first === last && last + until.grace <= occurrence.low + longest;
  return {
    occurrence: first === last ? occurrence : { ...occurrence, doubts: [occurrence.doubts, doubt] },
    endLow: Math.min(first + until.grace, cap.endLow),
    endHigh: Math.min(last + until.grace, cap.endHigh),
    endInterval: isKnown ? { from: first + until.grace, to: last + until.grace + 1 } : null,
  };
}

/** The instants that a date may stand for in this cell; null where reports give none or disagree. */
function endsOf(frame: Frame, event: WorldEvent, attribute: string): readonly number[] | null {
  const chosen = frame.cell.get(event.id)?.ends?.[attribute];
  if (chosen !== undefined) return [chosen];
  const values = event.attributes[attribute] ?? [];
  const [only] = values;
  if (values.length !== 1 || typeof only !== 'object' || !('ends' in only)) return null;
  return only.ends;
}

function seedOpening(seed: { readonly at: number; readonly end: number }): KnownOpening {
  const occurrence: Occurrence = { events: [], low: seed.at, high: seed.at, sure: true, doubts: [] };
  return {
    occurrence,
    event: null,
    low: seed.at,
    high: seed.at,
    sure: true,
    endLow: seed.end,
    endHigh: seed.end,
    endInterval: { from: seed.end, to: seed.end + 1 },
  };
}

function knownEndings(frame: Frame, ending: Ending): readonly KnownEnding[] {
  return matching(frame, ending.event).known.flatMap((occurrence) =>
    occurrence.events.map((event) => ({
      occurrence,
      event,
      ends: ending.ends,
      low: occurrence.low,
      high: occurrence.high,
      sure: occurrence.sure,
    })),
  );
}

/** Whether an ending is about an opening, whenever both happened. */
function isAbout(ending: KnownEnding, opening: KnownOpening): Truth {
  if (ending.ends === 'all') return 'yes';
  const { event } = opening;
  if (event === null) return 'no';
  const [root] = ending.event.roots;
  if (ending.event.roots.length === 1 && root === ending.event.id) return 'no';
  if (ending.event.roots.length > 1 || event.roots.length > 1) return 'maybe';
  return root === event.roots[0] ? 'yes' : 'no';
}

interface Endings {
  readonly known: readonly KnownEnding[];
  readonly unread: IntervalSet;
}

/** The second up to which it surely holds from an event on that opens anew what it ends, by the event's id. */
type HeldAnew = ReadonlyMap<string, number>;

/** Seconds at which it holds by this opening in every completion. */
function surelyHeld(opening: KnownOpening, endings: Endings, anew: HeldAnew): { from: number; to: number } {
  return opening.sure ? { from: opening.high, to: heldUntil(opening, endings, anew) } : { from: 0, to: 0 };
}

/**
 * The second up to which it surely holds from this opening on. An ending that opens anew in the same second
 * interrupts nothing: it holds on for as long as the new opening does.
 */
function heldUntil(opening: KnownOpening, endings: Endings, anew: HeldAnew): number {
  const id = opening.event?.id ?? '';
  let until = Math.min(opening.endLow, firstFrom(endings.unread, opening.low + 1));
  for (const each of endings.known) {
    if (each.event.id === id || each.high <= opening.low || each.low >= until) continue;
    if (isAbout(each, opening) === 'no') continue;
    until = Math.min(until, Math.max(each.low, anew.get(each.event.id) ?? -Infinity));
  }
  return until;
}

/** More rounds are for openings whose instants overlap in chains; without them it surely holds for less. */
const mostRounds = 8;

/**
 * Up to when it holds from each opening on that is an ending as well: the least solution, so that of two whose
 * instants overlap neither vouches for the other. The latest come first, for each waits for those after it.
 */
function heldAnew(reopening: ReadonlyMap<string, KnownOpening>, endings: Endings): HeldAnew {
  const ids = new Set(endings.known.map(({ event }) => event.id));
  const latestFirst = [...reopening].filter(([id]) => ids.has(id)).toSorted(([, a], [, b]) => b.low - a.low);
  const anew = new Map<string, number>();
  for (let round = 0, settled = latestFirst.length === 0; !settled && round < mostRounds; round += 1) {
    settled = true;
    for (const [id, opening] of latestFirst) {
      const until = heldUntil(opening, endings, anew);
      if (until === anew.get(id)) continue;
      anew.set(id, until);
      settled = false;
    }
  }
  return anew;
}

/** Seconds at which it holds by this opening in some completion. */
function possiblyHeld(opening: KnownOpening, endings: readonly KnownEnding[]): { from: number; to: number } {
  const ended = endings
    .filter((each) => each.sure && each.low > opening.high && isAbout(each, opening) === 'yes')
    .map((each) => each.high);
  return { from: opening.low, to: Math.min(opening.endHigh, ...ended) };
}

function edgesOfOpening(opening: KnownOpening): readonly Edge[] {
  const { low, high, event, endLow, endHigh, endInterval } = opening;
  const by = event?.id ?? null;
  const interval = event?.interval ?? { from: low, to: low + 1 };
  return [
    { kind: 'start', low, high, interval, by },
    { kind: 'end', low: endLow, high: endHigh, interval: endInterval, by },
  ];
}

function edgeOfEnding({ low, high, event }: KnownEnding): Edge {
  return { kind: 'end', low, high, interval: event.interval, by: event.id };
}

function partOfOpening({ occurrence, low, endHigh }: KnownOpening): Part {
  return { occurrence, low, high: endHigh };
}

function partOfEnding({ occurrence, low, high }: KnownEnding, openings: readonly KnownOpening[]): Part {
  const bears = openings.filter((each) => each.low < high).map((each) => each.endHigh);
  return { occurrence, low, high: Math.max(high, ...bears) };
}
