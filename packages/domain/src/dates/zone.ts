/** Days and zones in UTC seconds, by the zone data that the runtime's `Intl` carries. */

export const SECONDS_A_DAY = 86_400;

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** True for an IANA name that the runtime knows. */
export function isZone(zone: string): boolean {
  return formatOf(zone) !== null;
}

/**
 * The first second of a local day; `day` is days since 1970-01-01. Where clocks skip midnight, the first
 * second after the gap.
 * @example startOfDay(20306, 'America/New_York') is 2025-08-06T04:00:00Z
 */
export function startOfDay(day: number, zone: string): number {
  const format = formatOf(zone);
  if (format === null) throw new RangeError(`no such zone: ${zone}`);
  const key = `${zone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const start = findStart(day, format);
  if (starts.size >= MAX_STARTS) starts.clear();
  starts.set(key, start);
  return start;
}

/** Days since 1970-01-01 of the local date at an instant. */
export function localDay(second: number, zone: string): number {
  const format = formatOf(zone);
  if (format === null) throw new RangeError(`no such zone: ${zone}`);
  return Math.floor(localSecond(second, format) / SECONDS_A_DAY);
}

/** `2025-08-06` → days since 1970-01-01; undefined for what is no date. */
export function dayNumber(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Date.parse takes 02-30 for 03-02 in some runtimes
  return Number.isNaN(ms) || dayText(ms / 86_400_000) !== text ? undefined : ms / 86_400_000;
}

/** Days since 1970-01-01 → `2025-08-06`. */
export function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** An ISO 8601 instant with a zone → UTC seconds, fractions dropped; undefined for anything else. */
export function secondOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}

const MAX_STARTS = 20_000;
const starts = new Map<string, number>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = makeFormat(zone);
  // names that no runtime knows come from outside and without end: only good ones are kept
  if (format !== null) formats.set(zone, format);
  return format;
}

function makeFormat(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}

/** The local wall clock at an instant, read as if it were UTC. */
function localSecond(second: number, format: Intl.DateTimeFormat): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of format.formatToParts(second * 1000)) parts[type] = value;
  const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts[type] ?? 0);
  const year = parts.era === 'BC' ? 1 - read('year') : read('year');
  const date = new Date(0);
  date.setUTCFullYear(year, read('month') - 1, read('day'));
  return date.getTime() / 1000 + read('hour') * 3600 + read('minute') * 60 + read('second');
}

function findStart(day: number, format: Intl.DateTimeFormat): number {
  const midnight = day * SECONDS_A_DAY;
  const offsetAt = (second: number): number => localSecond(second, format) - second;
  const candidates = [offsetAt(midnight - SECONDS_A_DAY), offsetAt(midnight + SECONDS_A_DAY)]
    .map((offset) => midnight - offset)
    .toSorted((a, b) => a - b);
  const exact = candidates.find((second) => localSecond(second, format) === midnight);
  return exact ?? firstSecondFrom(midnight, candidates, format);
}

/** Clocks skip midnight: the one instant between the candidates at which the local date changes. */
function firstSecondFrom(
  midnight: number,
  candidates: readonly number[],
  format: Intl.DateTimeFormat,
): number {
  let before = (candidates[0] ?? midnight) - SECONDS_A_DAY;
  let after = (candidates.at(-1) ?? midnight) + SECONDS_A_DAY;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localSecond(middle, format) < midnight) before = middle;
    else after = middle;
  }
  return after;
}
