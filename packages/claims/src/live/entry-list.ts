import type { WorldEvent } from '@casus/domain/evidence';
import type { Match } from '../engine/model.ts';
import type { PatternNode } from './pattern-node.ts';

/** An event that may match a pattern, as a shared node keeps it. Seconds, both bounds included. */
export interface Entry {
  readonly node: PatternNode;
  readonly event: WorldEvent;
  readonly low: number;
  readonly high: number;
  readonly match: Match;
  /** It happened, and it matches, in every completion. */
  readonly sure: boolean;
}

/** Entries in the order in which the engine looks at events: by first second, last second, id. */
export class EntryList {
  readonly entries: Entry[] = [];
  /** First seconds of the entries, for searching. */
  readonly #lows: number[] = [];
  /** Seconds between the bounds of the vaguest entry that was ever here. */
  #longest = 0;

  get size(): number {
    return this.entries.length;
  }

  add(entry: Entry): void {
    this.#longest = Math.max(this.#longest, entry.high - entry.low);
    const last = this.entries.at(-1);
    if (last === undefined || isBefore(last, entry)) {
      this.entries.push(entry);
      this.#lows.push(entry.low);
      return;
    }
    const place = this.#placeOf(entry);
    this.entries.splice(place, 0, entry);
    this.#lows.splice(place, 0, entry.low);
  }

  remove(entry: Entry): void {
    const place = this.#placeOf(entry);
    if (this.entries[place] !== entry) throw new Error(`no entry of event ${entry.event.id} to remove`);
    this.entries.splice(place, 1);
    this.#lows.splice(place, 1);
  }

  /** How many entries begin before the instant. */
  countBefore(instant: number): number {
    return countBelow(this.#lows, instant);
  }

  /** Index of the first entry that can reach the instant. */
  firstReaching(instant: number): number {
    return this.countBefore(instant - this.#longest);
  }

  /** Entries that overlap `[from, until)`, in order. */
  overlapping(from: number, until: number): readonly Entry[] {
    if (this.entries.length === 0) return this.entries;
    const found: Entry[] = [];
    const end = this.countBefore(until);
    for (let index = this.firstReaching(from); index < end; index += 1) {
      const entry = this.entries[index];
      if (entry !== undefined && entry.high >= from) found.push(entry);
    }
    return found;
  }

  meets(from: number, until: number): boolean {
    if (this.entries.length === 0) return false;
    const end = this.countBefore(until);
    for (let index = this.firstReaching(from); index < end; index += 1) {
      const entry = this.entries[index];
      if (entry !== undefined && entry.high >= from) return true;
    }
    return false;
  }

  /** How many begin at `since` or later, before the instant, and may come at it or after it. */
  countAcross(instant: number, since: number): number {
    const end = this.countBefore(instant);
    let across = 0;
    for (
      let index = Math.max(this.firstReaching(instant), this.countBefore(since));
      index < end;
      index += 1
    ) {
      if ((this.entries[index]?.high ?? -Infinity) >= instant) across += 1;
    }
    return across;
  }

  /** Where the entry is, or belongs. */
  #placeOf(entry: Entry): number {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.entries[middle];
      if (other !== undefined && isBefore(other, entry)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  const apart = a.low - b.low || a.high - b.high;
  return apart < 0 || (apart === 0 && a.event.id < b.event.id);
}

/** How many of the ascending numbers are less than the bound. */
export function countBelow(ascending: readonly number[], bound: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
