import { eventIdOfNode } from '../world/components.ts';
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
import type { EventRow, ReportRow } from '../world/tables.ts';
import type { VersionedRows } from './versioned-rows.ts';

/** An event as it was or is, for an index of what claims it may touch. */
export type EventMask = Pick<EventRow, 'eventId' | 'type' | 'participants' | 'actor' | 'target' | 'interval'>;

/** What a record changed of the evidence; that time passes goes without saying. */
export interface WorldChanges {
  /** Events as they were and as they are now, with those whose root moved. */
  readonly events: readonly EventMask[];
  /** Sources that have now been read further. */
  readonly coverage: readonly string[];
  /** Actors whose affiliations may be others now. */
  readonly actors: readonly string[];
  /** Registers of types, sources or fluents, and records that cannot be read: any claim may see another world. */
  readonly everything: boolean;
}

export const noChanges: WorldChanges = { events: [], coverage: [], actors: [], everything: false };

/** Chains of `of` that are longer name no root. */
const longestChain = 16;

/** Which reports name a report through `of`, now or once. */
export class Namers {
  readonly #named = new Map<string, Set<string>>();

  add({ reportId, standing }: ReportRow): void {
    const of = standing?.of ?? null;
    if (of !== null) this.#named.set(of, (this.#named.get(of) ?? new Set()).add(reportId));
  }

  /** Reports that lead to one of these, directly or through others: their root may hang on it. */
  leadingTo(reportIds: Iterable<string>): ReadonlySet<string> {
    const found = new Set<string>();
    let reached = [...reportIds];
    for (let step = 0; step < longestChain && reached.length > 0; step += 1) {
      const named = new Set(reached.flatMap((reportId) => [...(this.#named.get(reportId) ?? [])]));
      reached = [...named].filter((reportId) => !found.has(reportId));
      for (const reportId of reached) found.add(reportId);
    }
    return found;
  }
}

/** Event rows, before and after, that the last record changed, and those whose root it may have moved. */
export function touchedEvents(rows: VersionedRows, namers: Namers): readonly EventRow[] {
  const changed = rows
    .changes(events)
    .flatMap(({ before, after }) => [before, after].filter((row) => row !== undefined));
  const revised = rows.changes(reports);
  for (const { after } of revised) if (after !== undefined) namers.add(after);
  // where links join or part events, a root is another event under the same reports
  const relinked = rows.changedKeys(joins.name).length > 0 ? changed : [];
  const moved = [
    ...revised.map(({ key }) => key),
    ...relinked.flatMap((row) => row.reports.map(({ reportId }) => reportId)),
  ];
  const own = new Set(changed.map(({ eventId }) => eventId));
  const leading = [...namers.leadingTo(moved)];
  const dependents = new Set(leading.flatMap((reportId) => eventIdOfReport(rows, reportId) ?? []));
  const others = [...dependents].filter((eventId) => !own.has(eventId));
  return [...changed, ...others.flatMap((eventId) => rows.get(events, eventId) ?? [])];
}

function eventIdOfReport(rows: VersionedRows, reportId: string): string | undefined {
  const node = rows.get(reports, reportId)?.node ?? null;
  return node === null ? undefined : eventIdOfNode(node, rows.get(joins, node));
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

function maskOf({ eventId, type, participants, actor, target, interval }: EventRow): EventMask {
  return { eventId, type, participants, actor, target, interval };
}

/** Reports of no known type are counted in certificates, and touch nothing. */
function changesEverything(rows: VersionedRows): boolean {
  const registers = [types, sources, fluents].map((table) => rows.changedKeys(table.name));
  return registers.some((keys) => keys.length > 0) || rows.changedKeys(counters.name).includes('unreadable');
}
