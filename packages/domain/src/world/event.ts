import type { AttributeValue } from '../evidence.ts';
import { isWithin } from '../evidence.ts';
import { commonInterval } from './event-interval.ts';
import { statusOf } from './event-status.ts';
import type { EventReport, EventRow, ReportRow, Standing } from './tables.ts';

/** Reports that tell of one event, and those that deny one of them by its id. */
export interface Telling {
  readonly members: readonly ReportRow[];
  readonly denials: readonly ReportRow[];
}

interface Told {
  readonly row: ReportRow;
  readonly standing: Standing;
}

/** The event that reports tell of; undefined where none ever asserted one. */
export function eventOf(eventId: string, { members, denials }: Telling): EventRow | undefined {
  const told = [...members, ...denials].flatMap(withStanding);
  const asserted = told.filter(({ standing }) => standing.stance === 'asserts').toSorted(byStamp);
  const live = asserted.filter(({ row }) => row.live);
  const basis = (live.length > 0 ? live : asserted).map(({ standing }) => standing);
  const [first] = basis;
  if (first === undefined) return undefined;
  const ruling = lastRuling(members);
  const { symmetric, quorum } = first;
  const status = statusOf({
    assertions: live.map(({ standing }) => standing),
    denials: told.filter(isLiveDenial).map(({ standing }) => standing),
    symmetric,
    quorum,
    ruling,
  });
  const reports = told.map(reference).toSorted((a, b) => compare(a.reportId, b.reportId));
  return { eventId, ...contentOf(first, basis), status, ruling, reports, firstLogTime: first.logTime };
}

/** What the reports say together. */
function contentOf(
  first: Standing,
  basis: readonly Standing[],
): Omit<EventRow, 'eventId' | 'status' | 'ruling' | 'reports' | 'firstLogTime'> {
  const { interval, conflicting } = commonInterval(basis);
  const type = commonType(basis.map((each) => each.type));
  return {
    type: type ?? first.type,
    ...partiesOf(basis, first.symmetric),
    interval,
    conflicting: conflicting || type === undefined,
    attributes: attributesOf(basis),
    of: [...new Set(basis.flatMap(({ of }) => of ?? []))].toSorted(),
  };
}

function isLiveDenial({ row, standing }: Told): boolean {
  return row.live && standing.stance === 'denies';
}

function withStanding(row: ReportRow): readonly Told[] {
  return row.standing === null ? [] : [{ row, standing: row.standing }];
}

function reference({ row: { reportId, live }, standing }: Told): EventReport {
  const { source, stance, recordId, offset } = standing;
  return { reportId, source, stance, live, recordId, offset };
}

/** Earliest first; at one stamp by id, so that it does not matter which came first. */
function byStamp(a: Told, b: Told): number {
  return a.standing.logTime - b.standing.logTime || compare(a.row.reportId, b.row.reportId);
}

/** The most specific type, of which all others are ancestors; undefined where the reports do not agree. */
function commonType(types: readonly string[]): string | undefined {
  return types.find((type) => types.every((other) => isWithin(type, other)));
}

function partiesOf(
  basis: readonly Standing[],
  symmetric: boolean,
): Pick<EventRow, 'symmetric' | 'participants' | 'actor' | 'target'> {
  const participants = [...new Set(basis.flatMap((each) => each.participants))].toSorted();
  const actor = basis.find((each) => each.actor !== null)?.actor ?? null;
  const target = basis.find((each) => each.target !== null)?.target ?? null;
  return symmetric
    ? { symmetric, participants, actor: null, target: null }
    : { symmetric, participants: [], actor, target };
}

function attributesOf(basis: readonly Standing[]): EventRow['attributes'] {
  const names = [...new Set(basis.flatMap(({ attributes }) => Object.keys(attributes)))].toSorted();
  return Object.fromEntries(names.map((name) => [name, distinct(basis, name)]));
}

function distinct(basis: readonly Standing[], name: string): readonly AttributeValue[] {
  const values = new Map<string, AttributeValue>();
  for (const { attributes } of basis) {
    const value = attributes[name];
    if (value !== undefined) values.set(JSON.stringify(value), value);
  }
  return [...values].toSorted(([a], [b]) => compare(a, b)).map(([, value]) => value);
}

function lastRuling(members: readonly ReportRow[]): EventRow['ruling'] {
  const rulings = members.flatMap(({ ruling }) => ruling ?? []).toSorted((a, b) => b.offset - a.offset);
  const last = rulings[0]?.value ?? 'open';
  return last === 'open' ? null : last;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
