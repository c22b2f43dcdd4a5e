import type { CoverageStretch, Evidence, ReportReference, WorldEvent } from '../evidence.ts';
import { isWithin } from '../evidence.ts';
import { eventIdOf } from '../identity.ts';
import { standsFor } from '../world/affiliations.ts';
import type { ActorRow, CoverageRow, EventReport, EventRow, ReportRow, TypeRow } from '../world/tables.ts';

/** The rows of the world fold at one cut, wherever they are kept. */
export interface WorldRows {
  readonly cut: number;
  /** Epoch milliseconds. */
  readonly logTime: number;
  /** Types that events have. */
  readonly eventTypes: readonly string[];
  /** Events of exactly this type. */
  events(type: string): readonly EventRow[];
  report(reportId: string): ReportRow | undefined;
  /** The event that a node of the link graph was joined to. */
  join(node: string): { readonly eventId: string } | undefined;
  coverage(source: string): readonly CoverageRow[];
  actor(actor: string): ActorRow | undefined;
  type(type: string): TypeRow | undefined;
  counter(counter: 'unclassified' | 'undated' | 'unreadable'): number;
}

/** Chains of `of` that are longer name no root. */
const longestChain = 16;

/** What the claim engine reads of the rows. Retracted events are left out, disputed ones are possible. */
export function evidenceOf(rows: WorldRows): Evidence {
  const byType = new Map<string, readonly WorldEvent[]>();
  const eventsOfType = (type: string): readonly WorldEvent[] => {
    const known = byType.get(type) ?? rows.events(type).flatMap((row) => worldEvent(row, rows));
    byType.set(type, known);
    return known;
  };
  return {
    cut: rows.cut,
    logTime: rows.logTime,
    eventsOf: (ancestor) => rows.eventTypes.filter((type) => isWithin(type, ancestor)).flatMap(eventsOfType),
    coverageOf: (source) => rows.coverage(source).flatMap(stretchesOf),
    affiliationsOf: (actor) => standsFor(actor, (name) => rows.actor(name)),
    isSymmetric: (type) => isSymmetric(type, rows),
    unclassified: rows.counter('unclassified') + rows.counter('undated'),
    unreadable: rows.counter('unreadable'),
  };
}

/** A type that only its subtypes are registered of is as they all are. */
function isSymmetric(ancestor: string, rows: WorldRows): boolean {
  const own = rows.type(ancestor);
  if (own !== undefined) return own.symmetric;
  const below = rows.eventTypes
    .filter((type) => isWithin(type, ancestor))
    .flatMap((type) => rows.type(type) ?? []);
  return below.length > 0 && below.every(({ symmetric }) => symmetric);
}

/** The event that a row stands for; undefined for one that is retracted. */
export function eventOf(row: EventRow, rows: WorldRows): WorldEvent | undefined {
  return worldEvent(row, rows)[0];
}

/** Events that name no other are the same at every cut at which their row stands. */
const plain = new WeakMap<EventRow, readonly WorldEvent[]>();

function worldEvent(row: EventRow, rows: WorldRows): readonly WorldEvent[] {
  const known = plain.get(row);
  if (known !== undefined) return known;
  const made = row.status === 'retracted' ? [] : [standingEvent(row, rows)];
  if (row.of.length === 0) plain.set(row, made);
  return made;
}

function standingEvent(row: EventRow, rows: WorldRows): WorldEvent {
  const { eventId, type, participants, actor, target, interval, attributes, firstLogTime } = row;
  return {
    id: eventId,
    type,
    participants,
    actor,
    target,
    interval,
    status: row.status === 'certain' ? 'certain' : 'possible',
    attributes,
    roots: rootsOf(row, rows),
    reports: row.reports.filter(({ live }) => live).map(reference),
    firstLogTime,
  };
}

function reference({ reportId, source, stance, recordId, offset }: EventReport): ReportReference {
  return { reportId, source, stance, recordId, offset };
}

/** What the event is about through `of`: the last known report's event, or the name that dangles. */
function rootsOf({ eventId, of }: EventRow, rows: WorldRows): readonly string[] {
  if (of.length === 0) return [eventId];
  return [...new Set(of.map((reportId) => rootOf(reportId, rows) ?? eventId))].toSorted();
}

/** Undefined for a circle, or a chain that is too long: the event is then about itself. */
function rootOf(start: string, rows: WorldRows): string | undefined {
  let reportId = start;
  for (let step = 0; step < longestChain; step += 1) {
    const report = rows.report(reportId);
    const next = report?.standing?.of ?? null;
    if (next === null) return eventOfReport(report, rows) ?? reportId;
    reportId = next;
  }
  return undefined;
}

function eventOfReport(report: ReportRow | undefined, rows: WorldRows): string | undefined {
  if (!report?.node) return undefined;
  return rows.join(report.node)?.eventId ?? eventIdOf(report.node);
}

function stretchesOf({ source, type, stretches }: CoverageRow): readonly CoverageStretch[] {
  return stretches.map((stretch) => ({ source, type, ...stretch }));
}
