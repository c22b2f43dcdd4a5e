import type { Entry } from './entry-list.ts';
import { countBelow } from './entry-list.ts';
import type { HoldNode } from './hold-node.ts';
import { nothing } from './pattern-node.ts';
import type { Derived, PatternNode } from './pattern-node.ts';

/** More than these are not handed over as arguments. */
const mostAtOnce = 1000;

/** Seconds of the events of a pattern, known to the second, while a fluent holds; ascending, each event once. */
export class DuringNode implements Derived {
  readonly events: PatternNode;
  readonly fluent: HoldNode;
  readonly instants: number[] = [];
  uses = 0;
  drop: () => void = nothing;

  constructor(events: PatternNode, fluent: HoldNode) {
    this.events = events;
    this.fluent = fluent;
    this.changed(-Infinity, Infinity);
  }

  /** The fluent may have changed with the same event, before or after. */
  added({ sure, low, high }: Entry): void {
    if (sure && low === high) this.changed(low, low + 1);
  }

  removed({ sure, low, high }: Entry): void {
    if (sure && low === high) this.changed(low, low + 1);
  }

  /** The fluent may have changed in `[from, until)`. */
  readonly changed = (from: number, until: number): void => {
    const { sure } = this.events;
    const [first, end] = [sure.countBefore(from), sure.countBefore(until)];
    const held: number[] = [];
    for (let index = first; index < end; index += 1) {
      const entry = sure.entries[index];
      if (entry?.low === entry?.high && entry !== undefined && this.fluent.holdsAt(entry.low)) {
        held.push(entry.low);
      }
    }
    replaceWithin(this.instants, { from, until }, held);
  };
}

/** Seconds of the events of a pattern, known to the second, with none of it in the quiet time before; ascending. */
export class StartsNode implements Derived {
  readonly events: PatternNode;
  readonly quiet: number;
  readonly instants: number[] = [];
  uses = 0;
  drop: () => void = nothing;

  constructor(events: PatternNode, quiet: number) {
    this.events = events;
    this.quiet = quiet;
    for (const entry of events.sure.entries) this.added(entry);
  }

  added({ sure, low, high }: Entry): void {
    if (sure && low === high) this.#startAgain(low);
  }

  removed({ sure, low, high }: Entry): void {
    if (sure && low === high) this.#startAgain(low);
  }

  /** Only what lies within the quiet time after a second may cease to start, or begin to. */
  #startAgain(second: number): void {
    const { sure } = this.events;
    const until = second + this.quiet + 1;
    const starts: number[] = [];
    let before = -Infinity;
    const end = sure.countBefore(until);
    for (let index = sure.firstReaching(second - this.quiet); index < end; index += 1) {
      const entry = sure.entries[index];
      if (entry === undefined || entry.low < entry.high || entry.low === before) continue;
      if (entry.low >= second && entry.low - before > this.quiet) starts.push(entry.low);
      before = entry.low;
    }
    replaceWithin(this.instants, { from: second, until }, starts);
  }
}

/** Puts others in place of the ascending instants in `[from, until)`. */
function replaceWithin(
  instants: number[],
  { from, until }: { readonly from: number; readonly until: number },
  others: readonly number[],
): void {
  const place = countBelow(instants, from);
  const gone = countBelow(instants, until) - place;
  if (gone === 0 && others.length === 0) return;
  if (others.length <= mostAtOnce) {
    instants.splice(place, gone, ...others);
    return;
  }
  const rest = instants.splice(place).slice(gone);
  for (const each of others) instants.push(each);
  for (const each of rest) instants.push(each);
}
