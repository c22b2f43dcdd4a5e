import type { Interval, WorldEvent } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { reachOf } from '../language/reach.ts';
import { patternsOf, typesOf } from '../language/walk.ts';

/** For each type that open questions ask about, the hull of their reaches: what lies outside is of no use to them. */
export class Reaches {
  readonly #hulls = new Map<string, Interval>();

  /** Takes a question in; gives the types of which more is needed than before. */
  widen(question: ClaimQuestion): readonly string[] {
    const reach = reachOf(question.claim);
    return typesIn(question).filter((type) => {
      const hull = this.#hulls.get(type);
      if (hull !== undefined && hull.from <= reach.from && hull.to >= reach.to) return false;
      const from = Math.min(reach.from, hull?.from ?? Infinity);
      this.#hulls.set(type, { from, to: Math.max(reach.to, hull?.to ?? -Infinity) });
      return true;
    });
  }

  needs({ type, interval }: Pick<WorldEvent, 'type' | 'interval'>): boolean {
    for (const [ancestor, { from, to }] of this.#hulls) {
      if (interval.to > from && interval.from <= to && isWithin(type, ancestor)) return true;
    }
    return false;
  }
}

function typesIn({ claim }: ClaimQuestion): readonly string[] {
  return [...new Set(patternsOf(claim).flatMap(typesOf))];
}
