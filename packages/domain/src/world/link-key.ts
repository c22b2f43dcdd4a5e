import type { AttributeValue } from '../evidence.ts';
import type { TypeRegistered } from '../records/registers.ts';

export interface Linked {
  readonly participants: readonly string[];
  readonly actor: string | null;
  readonly target: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly day: string;
}

/** Reports with one key tell of one event. An attribute that a report does not give is a value of its own. */
export function linkKeyOf(type: TypeRegistered, linked: Linked): string {
  const parties = type.symmetric ? linked.participants.toSorted() : [linked.actor, linked.target];
  const attributes = type.linkAttributes.toSorted().map((name) => linked.attributes[name] ?? null);
  return JSON.stringify([type.linkLevel, linked.day, type.symmetric ? 'among' : 'by', parties, attributes]);
}
