import type { Evidence, Interval } from '@casus/domain/evidence';
import type { CoverageSource } from '../engine/coverage.ts';
import { uncoveredFor } from '../engine/coverage.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import { intersectionOf } from '../time/interval-set.ts';
import { Heap } from './heap.ts';
import type { LiveClaim } from './live-claim.ts';

type Read = Pick<Evidence, 'coverageOf' | 'unreadable'>;

/** One node for all claims that rest on the same sources for the same types: what nobody has read yet. */
export class CoverageNode {
  readonly sources: readonly CoverageSource[];
  /** The types of each pattern. */
  readonly types: readonly (readonly string[])[];
  readonly claims = new Set<LiveClaim>();
  /** Claims by the instant that reading has to come to before their value can change. */
  readonly waiting = new Heap<LiveClaim>();
  /** Raised whenever what has been read changes. */
  version = 0;
  #unread: readonly IntervalSet[];
  /** From here on nothing has been read for any pattern; not a number where that differs. */
  #frontier = NaN;
  /** Everything between this instant and the frontier has been read. */
  #gapsEnd = Infinity;

  constructor(sources: readonly CoverageSource[], types: readonly (readonly string[])[], read: Read) {
    this.sources = sources;
    this.types = types;
    this.#unread = types.map((each) => uncoveredFor(each, sources, read));
    this.#place();
  }

  /** What of a reach nobody has read for the pattern with this index. */
  unreadWithin(index: number, reach: Interval): IntervalSet {
    return intersectionOf(this.#unread[index] ?? [], [reach]);
  }

  /**
   * The instant up to which a reach has been read completely, and from which on not at all: within its bounds. Not a
   * number where it has been read otherwise.
   */
  coveredTo({ from, to }: Interval): number {
    if (from < this.#gapsEnd) return NaN;
    return Math.min(Math.max(this.#frontier, from), to);
  }

  /** The next instant at which more reading can tell more of a reach that has been read in pieces. */
  nextWithin({ from, to }: Interval): number {
    if (Number.isNaN(this.#frontier) || this.#frontier >= to) return Infinity;
    return Math.max(this.#frontier, from) + 1;
  }

  /** Reads again what has been read; gives the claims whose value may be another one. */
  refresh(read: Read): readonly LiveClaim[] {
    const [before, frontier] = [this.#unread, this.#frontier];
    this.#unread = this.types.map((each) => uncoveredFor(each, this.sources, read));
    this.#place();
    if (isSame(before, this.#unread)) return [];
    this.version += 1;
    const onlyFurther = frontier <= this.#frontier && isSame(before.map(gaps), this.#unread.map(gaps));
    return onlyFurther ? this.#reached() : [...this.claims];
  }

  #reached(): readonly LiveClaim[] {
    const reached: LiveClaim[] = [];
    while (this.waiting.least <= this.#frontier) {
      const claim = this.waiting.pop();
      if (claim === undefined) break;
      if (claim.closed) continue;
      claim.waitsFor = Infinity;
      reached.push(claim);
    }
    return reached;
  }

  #place(): void {
    const [first] = this.#unread;
    this.#frontier = first?.at(-1)?.from ?? Infinity;
    const ends = this.#unread.map((set) => set.at(-2)?.to ?? -Infinity);
    const same = this.#unread.every(
      (set) => (set.at(-1)?.from ?? Infinity) === this.#frontier && (set.at(-1)?.to ?? Infinity) === Infinity,
    );
    this.#gapsEnd = same ? Math.max(-Infinity, ...ends) : Infinity;
    if (!same) this.#frontier = NaN;
  }
}

/** What has not been read before the frontier. */
function gaps(unread: IntervalSet): IntervalSet {
  return unread.slice(0, -1);
}

function isSame(a: readonly IntervalSet[], b: readonly IntervalSet[]): boolean {
  return a.every((set, index) => {
    const other = b[index] ?? [];
    return (
      set.length === other.length &&
      set.every(({ from, to }, place) => from === other[place]?.from && to === other[place]?.to)
    );
  });
}
