import type { FluentState } from '../engine/model.ts';
import { trimmed } from '../engine/fluent-state.ts';
import type { DatedOpening, Ending, Hold, Opening } from '../language/terms.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import { unionOf } from '../time/interval-set.ts';
import type { Interval, WorldEvent } from '@casus/domain/evidence';
import type { Entry } from './entry-list.ts';
import { countBelow } from './entry-list.ts';
import { nothing } from './pattern-node.ts';
import type { Derived, PatternNode } from './pattern-node.ts';

interface KnownOpening {
  readonly event: WorldEvent | null;
  readonly at: number;
  /** First second without it if nothing else ends it. */
  readonly lapses: number;
  /** First second without it. */
  end: number;
}

interface KnownEnding {
  readonly event: WorldEvent;
  readonly at: number;
  readonly ends: Ending['ends'];
}

/** Where a fluent may have changed: `[from, until)`. */
type Changed = (from: number, until: number) => void;

/**
 * One node a distinct fluent over all claims: openings and endings that are certain and known to the second. Where
 * others overlap the stretch that is asked about, `isClear` says no and the node cannot tell.
 */
export class HoldNode implements Derived {
  readonly hold: Hold;
  /** The longest that an opening can hold, in seconds. */
  readonly longest: number;
  readonly openingNodes: readonly PatternNode[];
  readonly endingNodes: readonly PatternNode[];
  readonly listeners: Changed[] = [];
  uses = 0;
  drop: () => void = nothing;
  readonly #openings: KnownOpening[] = [];
  readonly #openedAt: number[] = [];
  readonly #endings: KnownEnding[] = [];
  readonly #endedAt: number[] = [];
  /** Events whose date or root is in doubt. */
  readonly #doubtful = new Map<WorldEvent, Interval>();

  constructor(hold: Hold, openingNodes: readonly PatternNode[], endingNodes: readonly PatternNode[]) {
    this.hold = hold;
    this.openingNodes = openingNodes;
    this.endingNodes = endingNodes;
    const seeded = hold.seed === undefined ? 0 : hold.seed.end - hold.seed.at;
    this.longest = Math.max(seeded, ...hold.openings.map(longestOf));
    if (hold.seed !== undefined) {
      this.#addOpening({ event: null, at: hold.seed.at, lapses: hold.seed.end, end: hold.seed.end });
    }
  }

  added(entry: Entry): void {
    for (const [index, each] of this.openingNodes.entries())
      if (each === entry.node) this.#opens(index, entry);
    for (const [index, each] of this.endingNodes.entries()) if (each === entry.node) this.#ends(index, entry);
  }

  removed({ event, low }: Entry): void {
    this.#doubtful.delete(event);
    for (;;) {
      const place = placeOf(this.#openings, this.#openedAt, { event, at: low });
      if (place === null) break;
      const [gone] = this.#openings.splice(place, 1);
      this.#openedAt.splice(place, 1);
      this.#changed(low, gone?.lapses ?? low);
    }
    for (;;) {
      const place = placeOf(this.#endings, this.#endedAt, { event, at: low });
      if (place === null) break;
      this.#endings.splice(place, 1);
      this.#endedAt.splice(place, 1);
      this.#endAgain(low);
    }
  }

  isClear({ from, to }: Interval): boolean {
    for (const each of this.#doubtful.values()) if (each.from < to && from < each.to) return false;
    for (const node of this.openingNodes) if (!node.isClear(from, to)) return false;
    for (const node of this.endingNodes) if (!node.isClear(from, to)) return false;
    return true;
  }

  holdsAt(instant: number): boolean {
    for (let index = countBelow(this.#openedAt, instant + 1) - 1; index >= 0; index -= 1) {
      const opening = this.#openings[index];
      if (opening === undefined || opening.at + this.longest <= instant) return false;
      if (instant < opening.end) return true;
    }
    return false;
  }

  /** Whether something that opens it lies in this very second. */
  opensAt(instant: number): boolean {
    for (let index = countBelow(this.#openedAt, instant); ; index += 1) {
      const opening = this.#openings[index];
      if (opening?.at !== instant) return false;
      if (opening.end > instant) return true;
    }
  }

  /**
   * What is known of it within a reach, if everything before `covered` has been read and nothing from there on; as
   * `holdState` has it where nothing is in doubt, but for the parts and edges, of which no doubt remains.
   */
  stateWithin(reach: Interval, covered: number): FluentState {
    const openings = this.#openingsFrom(reach.from, reach.to);
    const first = countBelow(this.#endedAt, reach.from);
    const ended = this.#endedAt.slice(first, countBelow(this.#endedAt, reach.to));
    const unread: IntervalSet = covered < reach.to ? [{ from: covered, to: reach.to }] : [];
    const unreadEndings = this.hold.endings.length > 0 ? unread : [];
    const cut = unreadEndings.length > 0 ? covered : Infinity;
    const longest = this.hold.openings.map(longestOf);
    return trimmed({
      sure: unionOf(openings.map(({ at, end }) => ({ from: at, to: Math.min(end, Math.max(cut, at + 1)) }))),
      possible: unionOf([
        ...openings.map(({ at, end }) => ({ from: at, to: end })),
        ...unread.flatMap(({ from, to }) => longest.map((most) => ({ from, to: to + most - 1 }))),
      ]),
      rises: unionOf([...openings.map(({ at }) => ({ from: at, to: at + 1 })), ...unread]),
      falls: unionOf([
        ...openings.map(({ lapses }) => ({ from: lapses, to: lapses + 1 })),
        ...ended.map((at) => ({ from: at, to: at + 1 })),
        ...unreadEndings,
        ...unread.flatMap(({ from, to }) =>
          this.hold.openings.map((each) => ({ from: from + leastOf(each), to: to + longestOf(each) })),
        ),
      ]),
      unreadTurns: unread,
      edges: [],
      openers: new Set(),
      parts: [],
    });
  }

  /** Openings that lie in a reach, as far as the engine would look; seeds always. */
  #openingsFrom(from: number, to: number): readonly KnownOpening[] {
    const found = this.#openings.slice(countBelow(this.#openedAt, from), countBelow(this.#openedAt, to));
    return this.hold.seed === undefined
      ? found
      : [...found.filter(({ event }) => event !== null), ...this.#openings.filter(isSeed)];
  }

  #opens(index: number, entry: Entry): void {
    const opening = this.hold.openings[index];
    if (opening === undefined || !entry.sure || entry.low < entry.high) return;
    const lapses = lapseOf(opening, entry);
    if (lapses === null || (this.#hasOnly && entry.event.roots.length > 1)) {
      this.#doubtful.set(entry.event, { from: entry.low, to: entry.low + 1 });
      return;
    }
    const made: KnownOpening = { event: entry.event, at: entry.low, lapses, end: lapses };
    made.end = this.#endOf(made);
    this.#addOpening(made);
    this.#changed(made.at, made.lapses);
  }

  #addOpening(opening: KnownOpening): void {
    const place = countBelow(this.#openedAt, opening.at + 1);
    this.#openedAt.splice(place, 0, opening.at);
    this.#openings.splice(place, 0, opening);
  }

  #ends(index: number, entry: Entry): void {
    const ending = this.hold.endings[index];
    if (ending === undefined || !entry.sure || entry.low < entry.high) return;
    if (ending.ends === 'only' && entry.event.roots.length > 1) {
      this.#doubtful.set(entry.event, { from: entry.low, to: entry.low + 1 });
      return;
    }
    const place = countBelow(this.#endedAt, entry.low + 1);
    this.#endedAt.splice(place, 0, entry.low);
    this.#endings.splice(place, 0, { event: entry.event, at: entry.low, ends: ending.ends });
    this.#endAgain(entry.low);
  }

  /** Openings that an ending at this second may be about end anew. */
  #endAgain(at: number): void {
    for (let index = countBelow(this.#openedAt, at) - 1; index >= 0; index -= 1) {
      const opening = this.#openings[index];
      if (opening === undefined || opening.at + this.longest <= at) break;
      opening.end = this.#endOf(opening);
    }
    this.#changed(at, at + this.longest);
  }

  #endOf(opening: KnownOpening): number {
    for (let index = countBelow(this.#endedAt, opening.at + 1); index < this.#endings.length; index += 1) {
      const ending = this.#endings[index];
      if (ending === undefined || ending.at >= opening.lapses) break;
      if (isAbout(ending, opening)) return ending.at;
    }
    return opening.lapses;
  }

  get #hasOnly(): boolean {
    return this.hold.endings.some(({ ends }) => ends === 'only');
  }

  #changed(from: number, until: number): void {
    for (const changed of this.listeners) changed(from, until);
  }
}

/** Index of what an event did at a second; null where it did nothing. */
function placeOf(
  known: readonly { readonly event: WorldEvent | null }[],
  at: readonly number[],
  sought: { readonly event: WorldEvent; readonly at: number },
): number | null {
  for (let index = countBelow(at, sought.at); at[index] === sought.at; index += 1) {
    if (known[index]?.event === sought.event) return index;
  }
  return null;
}

function isSeed({ event }: KnownOpening): boolean {
  return event === null;
}

function isAbout({ event, ends }: KnownEnding, opening: KnownOpening): boolean {
  if (ends === 'all') return true;
  const [root] = event.roots;
  return opening.event !== null && root !== event.id && root === opening.event.roots[0];
}

function isDated(opening: Opening): opening is DatedOpening {
  return 'until' in opening;
}

function longestOf(opening: Opening): number {
  return isDated(opening) ? opening.longest : opening.lapse;
}

function leastOf(opening: Opening): number {
  return isDated(opening) ? 1 : opening.lapse;
}

/** Null where it is in doubt until when it holds. */
function lapseOf(opening: Opening, { event, low }: Entry): number | null {
  if (!isDated(opening)) return low + opening.lapse;
  const [only, ...others] = event.attributes[opening.until.attribute] ?? [];
  if (typeof only !== 'object' || !('ends' in only) || others.length > 0) return null;
  const [end, ...more] = only.ends;
  if (end === undefined || more.length > 0) return null;
  return Math.min(end + opening.until.grace, low + opening.longest);
}
