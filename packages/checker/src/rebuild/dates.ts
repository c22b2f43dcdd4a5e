import type { Stretch } from '../decide/seconds.ts';

/** Dates as people write them, in UTC seconds; zones by the runtime's own zone data. */

const day = 86_400;
/** A date without a zone may be that day anywhere, from 14 hours ahead of UTC to 12 behind. */
const [ahead, behind] = [14 * 3600, 12 * 3600];

export interface Occurred {
  readonly from: string;
  readonly to?: string | undefined;
  readonly precision: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';
  readonly zone?: string | undefined;
}

/** When it happened, and the one day that it happened on, if it is one. */
export function occurredAt(
  occurred: Occurred,
  sourceZone: string | undefined,
): { readonly interval: Stretch; readonly day: string | null } | null {
  const zone = known(occurred.zone) ?? known(sourceZone);
  const first = unitAt(occurred.from, occurred.precision, zone);
  const end = occurred.to === undefined ? first?.to : startAt(occurred.to, occurred.precision, zone);
  if (first === null || end === undefined || first.from >= end) return null;
  const interval = { from: first.from, to: end };
  if (!isTimed(occurred.precision)) return { interval, day: writtenDay(occurred) };
  const local = known(sourceZone) ?? zone ?? 'UTC';
  const [one, other] = [localDay(interval.from, local), localDay(interval.to - 1, local)];
  return { interval, day: one === other ? new Date(one * day * 1000).toISOString().slice(0, 10) : null };
}

/** The instants at which a date may be over: 24:00 of the day, of each day of a range. */
export function endsOf(
  written: string | { readonly from: string; readonly to: string },
  zoneName: string | undefined,
): readonly number[] | null {
  const zone = known(zoneName);
  if (typeof written !== 'string') {
    const [from, to] = [dayOf(written.from), dayOf(written.to)];
    if (from === null || to === null || to <= from || to - from > 366) return null;
    const days = Array.from({ length: to - from }, (_, index) => from + index);
    return [...new Set(days.flatMap((each) => dayEnds(each, zone)))].toSorted((a, b) => a - b);
  }
  const instant = instantOf(written);
  if (instant !== null) return [instant];
  const one = dayOf(written);
  return one === null ? null : dayEnds(one, zone);
}

/** An instant with a zone; null for anything else. */
export function instantOf(text: string): number | null {
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const ms = isInstant ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000);
}

/** Days since 1970 of a calendar date. */
export function dayOf(text: string): number | null {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? null : ms / 1000 / day;
}

function dayEnds(each: number, zone: string | undefined): readonly number[] {
  if (zone !== undefined) return [midnight(each + 1, zone)];
  const hours = Array.from({ length: (ahead + behind) / 3600 + 1 }, (_, hour) => hour * 3600);
  return hours.map((hour) => (each + 1) * day - ahead + hour);
}

function known(zone: string | undefined): string | undefined {
  try {
    if (zone !== undefined) new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return undefined;
  }
}

function isTimed(precision: Occurred['precision']): boolean {
  return precision === 'hour' || precision === 'minute' || precision === 'second';
}

function writtenDay({ from, to, precision }: Occurred): string | null {
  const first = dayOf(from);
  if (precision !== 'day' || first === null) return null;
  return to === undefined || dayOf(to) === first + 1 ? from : null;
}

/** What a text of that precision names. */
function unitAt(text: string, precision: Occurred['precision'], zone: string | undefined): Stretch | null {
  if (isTimed(precision)) {
    const second = instantOf(text);
    const length = { hour: 3600, minute: 60, second: 1 }[precision as 'hour' | 'minute' | 'second'];
    return second === null ? null : { from: second, to: second + length };
  }
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text);
  if (match === null || (precision === 'month' && match[2] === undefined)) return null;
  if (precision === 'day') {
    const one = dayOf(text);
    return one === null ? null : daysFrom(one, one + 1, zone);
  }
  const year = Number(match[1]);
  const [from, to] =
    precision === 'year'
      ? [monthStart(year, 1), monthStart(year + 1, 1)]
      : [monthStart(year, Number(match[2])), monthStart(year, Number(match[2]) + 1)];
  return from === null || to === null ? null : daysFrom(from, to, zone);
}

function monthStart(year: number, month: number): number | null {
  const [y, m] = month === 13 ? [year + 1, 1] : [year, month];
  return dayOf(`${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-01`);
}

function daysFrom(from: number, to: number, zone: string | undefined): Stretch {
  if (zone !== undefined) return { from: midnight(from, zone), to: midnight(to, zone) };
  return { from: from * day - ahead, to: to * day + behind };
}

/** Where a range ends: at the start of what its `to` names, the last place on Earth included. */
function startAt(
  text: string,
  precision: Occurred['precision'],
  zone: string | undefined,
): number | undefined {
  const unit = unitAt(text, precision, zone);
  if (unit === null) return undefined;
  return zone === undefined && !isTimed(precision) ? unit.from + ahead + behind : unit.from;
}

/** The first second whose local date is the day or later. */
function midnight(each: number, zone: string): number {
  let [before, after] = [each * day - 26 * 3600, each * day + 26 * 3600];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(middle, zone) < each) before = middle;
    else after = middle;
  }
  return after;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localDay(second: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(zone, format);
  return Date.parse(`${format.format(second * 1000)}T00:00:00Z`) / 1000 / day;
}
