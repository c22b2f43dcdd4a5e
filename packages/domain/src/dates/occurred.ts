import type { AttributeValue, Interval } from '../evidence.ts';
import type { Occurred, Precision } from '../records/reports.ts';
import { dayNumber, dayText, isZone, localDay, secondOf, SECONDS_A_DAY, startOfDay } from './zone.ts';

/** A date without a zone is that day anywhere on Earth, from UTC+14 to UTC−12. */
const EAST = 14 * 3600;
const WEST = 12 * 3600;

/** The longest range of days that a date attribute may span. */
const MAX_RANGE_DAYS = 366;

export interface OccurredAt {
  readonly interval: Interval;
  /** The day that link keys compare, `2025-08-06`; null for anything longer than a day. */
  readonly day: string | null;
}

/**
 * When a report says it happened, in UTC seconds; undefined for what is no date, or ends before it begins.
 * A day is read in the report's zone, else the source's, else as the union over all zones. The day of an
 * instant is its date in the source's zone, else the report's, else UTC.
 */
export function readOccurred(occurred: Occurred, sourceZone?: string): OccurredAt | undefined {
  const zone = knownZone(occurred.zone) ?? knownZone(sourceZone);
  const start = unitOf(occurred.from, occurred.precision, zone);
  const last = occurred.to === undefined ? start : boundOf(occurred.to, occurred.precision, zone);
  if (start === undefined || last === undefined || start.from >= last.to) return undefined;
  const interval = { from: start.from, to: last.to };
  const day = isTimed(occurred.precision)
    ? timedDay(interval, knownZone(sourceZone) ?? zone ?? 'UTC')
    : writtenDay(occurred);
  return { interval, day };
}

/** A day date as an end, in UTC seconds: 24:00 in its zone; without a zone each hour that it may be. */
export function readDateAttribute(
  written: string | { readonly from: string; readonly to: string },
  zone?: string,
): AttributeValue | undefined {
  if (typeof written !== 'string') return rangeEnds(written, knownZone(zone));
  const second = secondOf(written);
  if (second !== undefined) return { ends: [second] };
  const day = dayNumber(written);
  return day === undefined ? undefined : { ends: dayEnds(day, knownZone(zone)) };
}

function rangeEnds(
  range: { from: string; to: string },
  zone: string | undefined,
): AttributeValue | undefined {
  const from = dayNumber(range.from);
  const to = dayNumber(range.to);
  if (from === undefined || to === undefined || to <= from || to - from > MAX_RANGE_DAYS) return undefined;
  const days = Array.from({ length: to - from }, (_, index) => from + index);
  const ends = new Set(days.flatMap((day) => dayEnds(day, zone)));
  return { ends: [...ends].toSorted((a, b) => a - b) };
}

function dayEnds(day: number, zone: string | undefined): readonly number[] {
  if (zone !== undefined) return [startOfDay(day + 1, zone)];
  const end = (day + 1) * SECONDS_A_DAY;
  const hours = (EAST + WEST) / 3600 + 1;
  return Array.from({ length: hours }, (_, hour) => end - EAST + hour * 3600);
}

function knownZone(zone: string | undefined): string | undefined {
  return zone !== undefined && isZone(zone) ? zone : undefined;
}

function isTimed(precision: Precision): boolean {
  return precision === 'hour' || precision === 'minute' || precision === 'second';
}

/** The one day that a date names; null for a month, a year, and for more days than one. */
function writtenDay({ from, to, precision }: Occurred): string | null {
  const first = dayNumber(from);
  if (precision !== 'day' || first === undefined) return null;
  return to === undefined || dayNumber(to) === first + 1 ? from : null;
}

function timedDay({ from, to }: Interval, zone: string): string | null {
  const day = localDay(from, zone);
  return localDay(to - 1, zone) === day ? dayText(day) : null;
}

const SECONDS = { hour: 3600, minute: 60, second: 1 } as const;

/** The hour, minute, second, day, month or year that a text names. */
function unitOf(text: string, precision: Precision, zone: string | undefined): Interval | undefined {
  switch (precision) {
    case 'second':
    case 'minute':
    case 'hour': {
      const second = secondOf(text);
      return second === undefined ? undefined : { from: second, to: second + SECONDS[precision] };
    }
    case 'day':
      return days(dayNumber(text), 1, zone);
    case 'month':
    case 'year':
      return monthsOf(text, precision === 'year' ? 12 : 1, zone);
  }
}

/** Where a range ends: at the start of what its `to` names. */
function boundOf(text: string, precision: Precision, zone: string | undefined): Interval | undefined {
  const unit = unitOf(text, precision, zone);
  if (unit === undefined) return undefined;
  const unzoned = zone === undefined && !isTimed(precision);
  return { from: unit.from, to: unzoned ? unit.from + EAST + WEST : unit.from };
}

/** `2025`, `2025-08` or a day in it. */
function monthsOf(text: string, months: 1 | 12, zone: string | undefined): Interval | undefined {
  const match = /^(\d{4})(?:-(\d\d))?(?:-\d\d)?$/.exec(text);
  if (match === null || (months === 1 && match[2] === undefined)) return undefined;
  const year = Number(match[1]);
  const month = months === 12 ? 0 : Number(match[2]) - 1;
  const first = dayNumber(`${match[1]}-${String(month + 1).padStart(2, '0')}-01`);
  if (first === undefined) return undefined;
  const next = new Date(0);
  next.setUTCFullYear(year, month + months, 1);
  return days(first, next.getTime() / 86_400_000 - first, zone);
}

function days(first: number | undefined, count: number, zone: string | undefined): Interval | undefined {
  if (first === undefined) return undefined;
  if (zone !== undefined) return { from: startOfDay(first, zone), to: startOfDay(first + count, zone) };
  return { from: first * SECONDS_A_DAY - EAST, to: (first + count) * SECONDS_A_DAY + WEST };
}
