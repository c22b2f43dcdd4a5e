import {
  actors,
  counters,
  coverage,
  events,
  fluents,
  joins,
  reports,
  sources,
  types,
} from '../world/tables.ts';
import type { EventRow } from '../world/tables.ts';
import type { VersionedRows } from './versioned-rows.ts';

/** An event as it was or is, for an index of what claims it may touch. */
export type EventMask = Pick<EventRow, 'type' | 'participants' | 'actor' | 'target' | 'interval'>;

/** What a record changed of the evidence; that time passes goes without saying. */
export interface WorldChanges {
  /** Events as they were and as they are now, with those whose root moved. */
  readonly events: readonly EventMask[];
  /** Sources that have now been read further. */
  readonly coverage: readonly string[];
  /** Actors whose affiliations may be others now. */
  readonly actors: readonly string[];
  /** Registers of types or sources, reports and records that no claim can read: any claim may see another world. */
  readonly everything: boolean;
}

export const noChanges: WorldChanges = { events: [], coverage: [], actors: [], everything: false };

/** Chains of `of` that are longer name no root. */
const longestChain = 16;

/** Which events name a report through `of`, now or once. */
export class Namers {
  readonly #events = new Map<string, Set<string>>();

  add({ eventId, of }: EventRow): void {
    for (const reportId of of) {
      this.#events.set(reportId, (this.#events.get(reportId) ?? new Set()).add(eventId));
    }
  }

  /** Events whose root may hang on these reports, directly or through others. */
  dependents(rows: VersionedRows, reportIds: Iterable<string>): ReadonlySet<string> {
    const found = new Set<string>();
    let reached = [...reportIds];
    for (let step = 0; step < longestChain && reached.length > 0; step += 1) {
      const fresh = new Set(reached.flatMap((reportId) => [...(this.#events.get(reportId) ?? [])]));
      const newOnes = [...fresh].filter((eventId) => !found.has(eventId));
      for (const eventId of newOnes) found.add(eventId);
      reached = newOnes.flatMap(
        (eventId) => rows.get(events, eventId)?.reports.map(({ reportId }) => reportId) ?? [],
      );
    }
    return found;
  }
}

/** Event rows, before and after, that the last record changed, and those that name what it changed. */
export function touchedEvents(rows: VersionedRows, namers: Namers): readonly EventRow[] {
  const changed = rows
    .changes(events)
    .flatMap(({ before, after }) => [before, after].filter((row) => row !== undefined));
  for (const row of changed) namers.add(row);
  // where links join or part events, a root is another event under the same reports
  const relinked = rows.changes(joins).length > 0 ? changed : [];
  const moved = [
    ...rows.changes(reports).map(({ key }) => key),
    ...relinked.flatMap((row) => row.reports.map(({ reportId }) => reportId)),
  ];
  const own = new Set(changed.map(({ eventId }) => eventId));
  const dependents = [...namers.dependents(rows, moved)].filter((eventId) => !own.has(eventId));
  return [...changed, ...dependents.flatMap((eventId) => rows.get(events, eventId) ?? [])];
}

/** Changes by the last record, given the events that it touched. */
export function changesOf(rows: VersionedRows, touched: readonly EventRow[]): WorldChanges {
  const read = rows.changes(coverage).flatMap(({ after }) => after?.source ?? []);
  const changes = {
    events: touched.map(maskOf),
    coverage: [...new Set(read)],
    actors: rows.changedKeys(actors.name),
    everything: changesEverything(rows),
  };
  const { events: masks, actors: named, everything } = changes;
  return everything || masks.length + read.length + named.length > 0 ? changes : noChanges;
}

function maskOf({ type, participants, actor, target, interval }: EventRow): EventMask {
  return { type, participants, actor, target, interval };
}

function changesEverything(rows: VersionedRows): boolean {
  const registers = [types, sources, fluents].map((table) => rows.changedKeys(table.name));
  const counted = rows.changedKeys(counters.name);
  return registers.some((keys) => keys.length > 0) || counted.some((key) => certified.has(key));
}

/** Counters that a certificate states. */
const certified: ReadonlySet<string> = new Set(['unclassified', 'undated', 'unreadable']);
