import { eventIdOf } from '../identity.ts';
import type { Rows } from '../rows.ts';
import { joins, links, reports } from './tables.ts';
import type { ReportRow } from './tables.ts';

/** Nodes of the graph of links that belong together, with the reports that stand on them. */
export interface Component {
  readonly nodes: readonly string[];
  readonly members: readonly ReportRow[];
}

/** The components that hold the nodes, each once. */
export function componentsOf(rows: Rows, nodes: Iterable<string>): readonly Component[] {
  const found: Component[] = [];
  const seen = new Set<string>();
  for (const node of nodes) {
    if (seen.has(node)) continue;
    const component = componentOf(rows, node);
    for (const each of component.nodes) seen.add(each);
    found.push(component);
  }
  return found;
}

/**
 * The event of a component is that of its node with the earliest record (by name where several are as early), so
 * that neither the order of arrival nor a later link gives it another id.
 */
export function eventIdOfComponent({ nodes, members }: Component): string {
  const earliest = members.toSorted(
    (a, b) => (a.firstLogTime ?? 0) - (b.firstLogTime ?? 0) || compare(a.node ?? '', b.node ?? ''),
  )[0];
  return eventIdOf(earliest?.node ?? nodes[0] ?? '');
}

export function eventIdOfNode(node: string, join: { readonly eventId: string } | undefined): string {
  return join?.eventId ?? eventIdOf(node);
}

/** Keeps which nodes have another one's event. */
export function keepJoins(rows: Rows, { nodes }: Component, eventId: string): void {
  for (const node of nodes) {
    const joined = rows.get(joins, node)?.eventId;
    const isOwn = eventIdOf(node) === eventId;
    if (isOwn && joined !== undefined) rows.remove(joins, node);
    else if (!isOwn && joined !== eventId) rows.put(joins, node, { eventId });
  }
}

function componentOf(rows: Rows, start: string): Component {
  const nodes = [start];
  const members: ReportRow[] = [];
  for (let next = nodes[0], index = 0; next !== undefined; index += 1, next = nodes[index]) {
    const here = rows.list(reports, next).filter(({ node }) => node === next);
    members.push(...here);
    for (const node of here.flatMap((report) => linkedNodes(rows, report))) {
      if (!nodes.includes(node)) nodes.push(node);
    }
  }
  return { nodes: nodes.toSorted(), members };
}

function linkedNodes(rows: Rows, { links: linkIds }: ReportRow): readonly string[] {
  return linkIds
    .flatMap((linkId) => rows.get(links, linkId)?.reportIds ?? [])
    .flatMap((reportId) => rows.get(reports, reportId)?.node ?? []);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
