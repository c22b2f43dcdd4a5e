import type { WorldEvent } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';
import type { Pattern } from '../language/terms.ts';
import { typesOf } from '../language/walk.ts';
import { actorsOf } from '../touch.ts';
import type { Entry } from './entry-list.ts';
import type { Surroundings } from './surroundings.ts';

/** An event with what it is to patterns. */
export interface Stored {
  readonly event: WorldEvent;
  /** Its actors, with all that they stand for at some time. */
  readonly names: readonly string[];
  readonly entries: Entry[];
  gone: boolean;
}

interface OfName {
  stored: Stored[];
  gone: number;
}

/** The events that are remembered, by id and by the names of their actors. */
export class KnownEvents {
  readonly #byId = new Map<string, Stored>();
  readonly #byName = new Map<string, OfName>();

  get size(): number {
    return this.#byId.size;
  }

  get(eventId: string): Stored | undefined {
    return this.#byId.get(eventId);
  }

  values(): Iterable<Stored> {
    return this.#byId.values();
  }

  add(event: WorldEvent, surroundings: Pick<Surroundings, 'affiliationsOf'>): Stored {
    const stored: Stored = { event, names: namesOf(event, surroundings), entries: [], gone: false };
    this.#byId.set(event.id, stored);
    for (const name of stored.names) {
      const ofName = this.#byName.get(name);
      if (ofName === undefined) this.#byName.set(name, { stored: [stored], gone: 0 });
      else ofName.stored.push(stored);
    }
    return stored;
  }

  delete(stored: Stored): void {
    stored.gone = true;
    if (this.#byId.get(stored.event.id) === stored) this.#byId.delete(stored.event.id);
    for (const name of stored.names) {
      const ofName = this.#byName.get(name);
      if (ofName === undefined) continue;
      ofName.gone += 1;
      if (ofName.gone * 2 < ofName.stored.length) continue;
      ofName.stored = ofName.stored.filter(({ gone }) => !gone);
      ofName.gone = 0;
    }
  }

  /** Events in which an actor is named, or something that stands for it. */
  naming(name: string): readonly Stored[] {
    return (this.#byName.get(name)?.stored ?? []).filter(({ gone }) => !gone);
  }

  /** Events of the pattern's types with at least one of the actors that it asks for. */
  maybeMatching(pattern: Pattern): readonly Stored[] {
    const types = typesOf(pattern);
    const [needed] = actorsOf(pattern).toSorted((a, b) => this.#mostOf(a) - this.#mostOf(b));
    const all = needed === undefined ? [...this.#byId.values()] : needed.flatMap((name) => this.naming(name));
    return [...new Set(all)].filter(({ event }) => types.some((type) => isWithin(event.type, type)));
  }

  #mostOf(names: readonly string[]): number {
    return names.reduce((total, name) => total + (this.#byName.get(name)?.stored.length ?? 0), 0);
  }
}

function namesOf(
  { participants, actor, target }: WorldEvent,
  { affiliationsOf }: Pick<Surroundings, 'affiliationsOf'>,
): readonly string[] {
  const names = [...participants];
  if (actor !== null) names.push(actor);
  if (target !== null) names.push(target);
  const own = names.length;
  for (let index = 0; index < own; index += 1) {
    for (const { of } of affiliationsOf(names[index] ?? '')) names.push(of);
  }
  return names.length < 2 || (names.length === 2 && names[0] !== names[1]) ? names : [...new Set(names)];
}
