import { events } from '../world/tables.ts';
import type { EventRow } from '../world/tables.ts';
import { countBelow } from '../halving.ts';
import type { VersionedRows } from './versioned-rows.ts';

interface OfType {
  /** Events that have the type now or had it once. */
  readonly ids: Set<string>;
  /** Offsets of the records that changed an event of the type, ascending. */
  readonly changedAt: number[];
  /** What stood after the last so many changes. */
  cached: { readonly changes: number; readonly rows: readonly EventRow[] } | null;
}

/** Events by their exact type, at any cut. */
export class EventIndex {
  readonly #rows: VersionedRows;
  readonly #types = new Map<string, OfType>();

  constructor(rows: VersionedRows) {
    this.#rows = rows;
  }

  /** Types that an event has or had. */
  get types(): readonly string[] {
    return [...this.#types.keys()];
  }

  /** The record at the offset changed an event that has the type, or had it. */
  touch({ eventId, type }: EventRow, offset: number): void {
    const ofType = this.#types.get(type) ?? { ids: new Set(), changedAt: [], cached: null };
    this.#types.set(type, ofType);
    ofType.ids.add(eventId);
    if (ofType.changedAt.at(-1) !== offset) ofType.changedAt.push(offset);
  }

  /** Events of exactly this type in the prefix before the cut. */
  eventsAt(type: string, cut: number): readonly EventRow[] {
    const ofType = this.#types.get(type);
    if (ofType === undefined) return [];
    const changes = countBelow(ofType.changedAt, cut);
    if (ofType.cached?.changes === changes) return ofType.cached.rows;
    const rows = [...ofType.ids]
      .flatMap((eventId) => this.#rows.getAt(events, eventId, cut) ?? [])
      .filter((row) => row.type === type);
    ofType.cached = { changes, rows };
    return rows;
  }
}
