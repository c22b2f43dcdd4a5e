import type { WorldEvent } from '@casus/domain/evidence';
import type { WorldChanges } from '@casus/domain/world-memory';
import type { LiveClaims } from './live-claims.ts';

/** Hands on what a record of `world` has changed, once it has been folded. */
export function takeChanges(
  live: LiveClaims,
  changes: WorldChanges,
  eventNow: (eventId: string) => WorldEvent | undefined,
): void {
  for (const eventId of new Set(changes.events.map((each) => each.eventId))) {
    const event = eventNow(eventId);
    if (event === undefined) live.remove(eventId);
    else live.put(event);
  }
  if (changes.everything) live.everythingChanged();
  else if (changes.actors.length > 0) live.actorsChanged(changes.actors);
  if (changes.coverage.length > 0) live.readChanged(new Set(changes.coverage));
}
