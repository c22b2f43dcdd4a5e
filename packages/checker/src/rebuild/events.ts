import { v5 } from 'uuid';
import type { Fact, Value } from '../decide/world.ts';
import { within } from '../decide/match.ts';
import type { Report, Reported } from './reports.ts';
import type { Said } from './said.ts';

/** An event with the live reports that it rests on, by the records that have what they say now. */
export interface RebuiltEvent extends Fact {
  readonly firstLogTime: number;
  readonly reports: readonly { readonly recordId: string; readonly offset: number }[];
}

/** What the ids of events are made from. */
const eventIds = '7a0d6a4e-0d3c-5c0e-9b61-0c6f1e6b5a02';
/** Longer chains of what an event is about name nothing. */
const longestChain = 16;

interface Telling {
  readonly report: Report;
  readonly said: Said;
}

/** The events that reports tell of: those with one link key or linked by a curator are one. */
export function eventsOf(reported: Reported): readonly RebuiltEvent[] {
  const groups = groupsOf(reported);
  const idOf = new Map(groups.flatMap((group) => group.map((each) => [each, idOfGroup(reported, group)])));
  const eventOfReport = (reportId: string): string | null => {
    const node = nodeOf(reported, reported.reports.get(reportId));
    return node === null ? null : (idOf.get(node) ?? v5(node, eventIds));
  };
  return groups.flatMap((group) => eventOf(reported, group, idOf.get(group[0] ?? '') ?? '', eventOfReport));
}

/** What reports stand on: one key for all that agree, or each alone; null for what is part of no event. */
function nodeOf({ links }: Reported, report: Report | undefined): string | null {
  const said = report?.said ?? null;
  if (report === undefined || said === null || !said.counts) return null;
  const alone = `report ${report.reportId}`;
  if (said.stance === 'denies' && said.of !== null)
    return links.some((each) => each.has(report.reportId)) ? alone : null;
  return report.apart || said.linkKey === null ? alone : said.linkKey;
}

/** Nodes that links join, directly or through others. */
function groupsOf(reported: Reported): readonly (readonly string[])[] {
  const nodes = new Set([...reported.reports.values()].flatMap((each) => nodeOf(reported, each) ?? []));
  const joined = reported.links.map((link) =>
    [...link].flatMap((reportId) => nodeOf(reported, reported.reports.get(reportId)) ?? []),
  );
  let groups: Set<string>[] = [...nodes].map((node) => new Set([node]));
  for (const link of joined) {
    const touched = groups.filter((group) => link.some((node) => group.has(node)));
    const merged = new Set(touched.flatMap((group) => [...group]));
    groups = [...groups.filter((group) => !touched.includes(group)), ...(merged.size > 0 ? [merged] : [])];
  }
  return groups.map((group) => [...group].toSorted());
}

function membersOf(reported: Reported, group: readonly string[]): readonly Report[] {
  return [...reported.reports.values()].filter((each) => group.includes(nodeOf(reported, each) ?? ''));
}

/** The id of a group is that of its earliest report's node. */
function idOfGroup(reported: Reported, group: readonly string[]): string {
  const [first] = membersOf(reported, group)
    .map((report) => ({ node: nodeOf(reported, report) ?? '', at: report.firstLogTime }))
    .toSorted((a, b) => a.at - b.at || Number(a.node > b.node) - Number(a.node < b.node));
  return v5(first?.node ?? '', eventIds);
}

function eventOf(
  reported: Reported,
  group: readonly string[],
  id: string,
  eventOfReport: (reportId: string) => string | null,
): readonly RebuiltEvent[] {
  const members = membersOf(reported, group).flatMap(tellingOf);
  const asserting = members.filter(({ said }) => said.stance === 'asserts').toSorted(byTime);
  const live = asserting.filter(({ report }) => report.isLive);
  const [first] = live;
  const denials = [...members, ...denialsOf(reported, asserting, members)].filter(
    ({ report, said }) => report.isLive && said.stance === 'denies',
  );
  const status = first === undefined ? null : statusOf(live, denials, lastRuling(membersOf(reported, group)));
  if (first === undefined || status === null) return [];
  const says = live.map(({ said }) => said);
  const { symmetric } = first.said;
  const named = (side: 'actor' | 'target'): string | null =>
    symmetric ? null : (says.find((each) => each[side] !== null)?.[side] ?? null);
  const resting = [...live, ...denials].map(({ said: { recordId, offset } }) => ({ recordId, offset }));
  return [
    {
      id,
      type: commonType(says),
      participants: symmetric ? [...new Set(says.flatMap((each) => each.participants))].toSorted() : [],
      actor: named('actor'),
      target: named('target'),
      interval: commonInterval(says),
      status,
      attributes: attributesOf(says),
      sources: [...new Set(live.map(({ report }) => report.source))].toSorted(),
      roots: rootsOf(reported, says, id, eventOfReport),
      firstLogTime: first.said.logTime,
      reports: resting.toSorted((a, b) => a.offset - b.offset),
    },
  ];
}

function tellingOf(report: Report): readonly Telling[] {
  return report.said === null ? [] : [{ report, said: report.said }];
}

function byTime(a: Telling, b: Telling): number {
  const [x, y] = [a.report.reportId, b.report.reportId];
  return a.said.logTime - b.said.logTime || Number(x > y) - Number(x < y);
}

/** Reports elsewhere that deny one of these by its id. */
function denialsOf(
  { reports }: Reported,
  asserting: readonly Telling[],
  members: readonly Telling[],
): readonly Telling[] {
  const denied = new Set(asserting.map(({ report }) => report.reportId));
  const own = new Set(members.map(({ report }) => report.reportId));
  return [...reports.values()]
    .filter(
      ({ said, reportId }) =>
        said?.counts && said.stance === 'denies' && denied.has(said.of ?? '') && !own.has(reportId),
    )
    .flatMap(tellingOf);
}

function lastRuling(members: readonly Report[]): 'happened' | 'did-not-happen' | 'open' {
  const rulings = members.flatMap(({ ruling }) => ruling ?? []).toSorted((a, b) => b.offset - a.offset);
  return rulings[0]?.value ?? 'open';
}

/** Null: it did not happen, as far as anybody says. */
function statusOf(
  live: readonly Telling[],
  denials: readonly Telling[],
  ruling: ReturnType<typeof lastRuling>,
): Fact['status'] | null {
  if (ruling !== 'open') return ruling === 'happened' ? 'certain' : null;
  const [first] = live;
  const symmetric = first?.said.symmetric ?? false;
  const speaks = ({ official }: Said, side: readonly string[]): boolean =>
    official.some((actor) => side.includes(actor));
  const actorSide = live.flatMap(({ said }) => said.actorSide);
  const isOwned = !symmetric && live.some(({ said }) => speaks(said, said.actorSide));
  const disputes = ({ said }: Telling): boolean =>
    said.official.length > 0 && (!isOwned || speaks(said, actorSide));
  if (denials.some(disputes)) return 'possible';
  const owners = new Set(live.map(({ said }) => said.owner));
  const isOfficial = live.some(({ said }) => speaks(said, said.symmetric ? said.sides : said.actorSide));
  return isOfficial || owners.size >= (first?.said.quorum ?? 1) ? 'certain' : 'possible';
}

/** The type below all others, else that of the first. */
function commonType(says: readonly Said[]): string {
  const lowest = says.find(({ type }) => says.every((other) => within(type, other.type)));
  return lowest?.type ?? says[0]?.type ?? '';
}

/** What all have in common, up to the second of the first record; else their hull, so cut. */
function commonInterval(says: readonly Said[]): Fact['interval'] {
  const cut = Math.min(...says.map(({ logTime }) => Math.floor(logTime / 1000) + 1));
  const [froms, tos] = [says.map(({ interval }) => interval.from), says.map(({ interval }) => interval.to)];
  const inner = { from: Math.max(...froms), to: Math.min(cut, ...tos) };
  if (inner.from < inner.to) return inner;
  return { from: Math.min(...froms), to: Math.min(cut, Math.max(...tos)) };
}

function attributesOf(says: readonly Said[]): Record<string, readonly Value[]> {
  const names = [...new Set(says.flatMap(({ attributes }) => Object.keys(attributes)))].toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const values = new Map<string, Value>();
      for (const { attributes } of says) {
        const value = attributes[name];
        if (value !== undefined) values.set(JSON.stringify(value), value);
      }
      return [name, [...values].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)];
    }),
  );
}

/** What it is about, followed to the last report that is known. */
function rootsOf(
  { reports }: Reported,
  says: readonly Said[],
  id: string,
  eventOfReport: (reportId: string) => string | null,
): readonly string[] {
  const named = [...new Set(says.flatMap(({ of }) => of ?? []))];
  if (named.length === 0) return [id];
  const roots = named.map((start) => {
    let reportId = start;
    for (let step = 0; step < longestChain; step += 1) {
      const next = reports.get(reportId)?.said?.of ?? null;
      if (next === null) return eventOfReport(reportId) ?? reportId;
      reportId = next;
    }
    return id;
  });
  return [...new Set(roots)].toSorted();
}
