import type { Rows } from '../rows.ts';
import { componentsOf, eventIdOfComponent, eventIdOfNode, keepJoins } from './components.ts';
import type { Component } from './components.ts';
import { eventOf } from './event.ts';
import { events, joins, reports } from './tables.ts';

/**
 * Makes a change to reports and links, and derives anew the events of all reports named: those that they were part
 * of, and those that they are part of now.
 */
export function reviseEvents(rows: Rows, reportIds: Iterable<string>, change: () => void): void {
  const named = [...new Set(reportIds)];
  const before = nodesAround(componentsOf(rows, nodesOf(rows, named)));
  change();
  const after = componentsOf(rows, new Set([...before, ...nodesOf(rows, named)]));
  // events as they stand now, under the old links: a node that the change joins to another loses its own
  const stale = new Set([...before, ...nodesAround(after)].map((node) => standingEventOf(rows, node)));
  for (const component of after) {
    const eventId = eventIdOfComponent(component);
    keepJoins(rows, component, eventId);
    if (deriveEvent(rows, component, eventId)) stale.delete(eventId);
  }
  for (const eventId of stale) if (rows.get(events, eventId)) rows.remove(events, eventId);
}

function nodesAround(components: readonly Component[]): readonly string[] {
  return components.flatMap(({ nodes }) => nodes);
}

function standingEventOf(rows: Rows, node: string): string {
  return eventIdOfNode(node, rows.get(joins, node));
}

function nodesOf(rows: Rows, reportIds: readonly string[]): readonly string[] {
  return reportIds.flatMap((reportId) => rows.get(reports, reportId)?.node ?? []);
}

/** False where the component's reports never asserted an event. */
function deriveEvent(rows: Rows, { members }: Component, eventId: string): boolean {
  // who denies a denial does not deny the event
  const denied = members.filter(({ standing }) => standing?.stance === 'asserts');
  const known = new Set(members.map(({ reportId }) => reportId));
  const denials = [...new Set(denied.flatMap(({ deniedBy }) => deniedBy))]
    .filter((reportId) => !known.has(reportId))
    .flatMap((reportId) => rows.get(reports, reportId) ?? []);
  const event = eventOf(eventId, { members, denials });
  if (event !== undefined) rows.put(events, eventId, event);
  return event !== undefined;
}
