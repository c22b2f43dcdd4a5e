import { glance } from '@casus/claims';
import type { ClaimQuestion } from '@casus/claims';
import type { LiveClaims, Surroundings } from '@casus/claims/live';
import type { CoverageStretch, Evidence, WorldEvent } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';
import { verdictText } from '@casus/domain/verdict';
import type { Operation } from './stream.ts';

const wire = new Set(['wire']);

/** What stands beside the events: one source, read up to a second. */
export class PlayedWorld {
  #stretches: readonly CoverageStretch[] = [];
  readonly #surroundings: Surroundings = {
    cut: 0,
    logTime: Number.MAX_SAFE_INTEGER,
    coverageOf: () => this.#stretches,
    affiliationsOf: () => [],
    isSymmetric: (type) => type.endsWith('.held'),
    unclassified: 0,
    unreadable: 0,
  };

  readonly surroundings = (): Surroundings => this.#surroundings;

  play(live: LiveClaims, operation: Operation): void {
    if (operation.kind === 'put') live.put(operation.event);
    else if (operation.kind === 'remove') live.remove(operation.eventId);
    else {
      this.readTo(operation.to);
      live.readChanged(wire);
    }
    live.look();
  }

  readTo(to: number): void {
    this.#stretches = [{ source: 'wire', type: '*', from: -Infinity, to, recordId: 'read', offset: 0 }];
  }

  /** The evidence after all of these operations, put together from nothing. */
  evidenceAfter(operations: readonly Operation[]): Evidence {
    const events = new Map<string, WorldEvent>();
    for (const each of operations) {
      if (each.kind === 'put') events.set(each.event.id, each.event);
      if (each.kind === 'remove') events.delete(each.eventId);
    }
    const byType = Map.groupBy(events.values(), ({ type }) => type);
    return {
      ...this.#surroundings,
      eventsOf: (asked) => [...byType].flatMap(([type, found]) => (isWithin(type, asked) ? found : [])),
    };
  }
}

/** @throws {Error} where a live claim says what the evaluation of all that is known does not */
export function assertEqual(
  live: LiveClaims,
  questions: ReadonlyMap<string, ClaimQuestion>,
  evidence: Evidence,
): void {
  for (const [id, question] of questions) {
    const { value, asKnown } = glance(question, evidence);
    const is = `${verdictText(value)} ${verdictText(asKnown)}`;
    const claim = live.get(id);
    const said = claim && `${verdictText(claim.value)} ${verdictText(claim.asKnown)}`;
    if (said !== is)
      throw new Error(`claim ${id} says ${said}, but it is ${is}: ${JSON.stringify(question)}`);
  }
}
