import type { LiveClaims, Surroundings } from '@casus/claims/live';
import type { Affiliation, CoverageStretch, Evidence, WorldEvent } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';

/** A world that changes event by event and is known as a set: what live claims are compared with. */
export class ChangingWorld {
  readonly events = new Map<string, WorldEvent>();
  stretches: readonly CoverageStretch[] = [];
  affiliations: readonly Affiliation[] = [];
  unreadable = 0;
  /** Epoch milliseconds. */
  logTime = 0;

  evidence(): Evidence {
    return {
      ...this.surroundings(),
      eventsOf: (type) => [...this.events.values()].filter((each) => isWithin(each.type, type)),
    };
  }

  readonly surroundings = (): Surroundings => ({
    cut: 0,
    logTime: this.logTime,
    coverageOf: (source) => this.stretches.filter((each) => each.source === source),
    affiliationsOf: (actor) => this.affiliations.filter((each) => each.actor === actor),
    isSymmetric: (type) => type.startsWith('meet'),
    unclassified: 0,
    unreadable: this.unreadable,
  });

  put(live: LiveClaims, event: WorldEvent): void {
    this.events.set(event.id, event);
    live.put(event);
  }

  remove(live: LiveClaims, eventId: string): void {
    this.events.delete(eventId);
    live.remove(eventId);
  }

  read(live: LiveClaims, stretches: readonly CoverageStretch[]): void {
    const sources = new Set([...this.stretches, ...stretches].map(({ source }) => source));
    this.stretches = stretches;
    live.readChanged(sources);
  }
}
