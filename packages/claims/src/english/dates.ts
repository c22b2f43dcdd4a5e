import type { Asked, Between } from '../language/terms.ts';
import { nodesOf } from '../language/walk.ts';
import { inWords } from './words.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Writes instants as dates of the claim's zone. */
export interface Calendar {
  /** `22 October 2025`. */
  day(instant: number): string;
  /** The day, with the time of day unless it is midnight. */
  moment(instant: number): string;
}

export function calendarOf(claim: Asked): Calendar {
  const window = nodesOf(claim).flatMap(({ node }) => (node.op === 'between' ? [node] : []))[0];
  return { day: (instant) => dayText(instant, window), moment: (instant) => momentText(instant, window) };
}

function localTime(instant: number, window: Between | undefined): Date {
  const offsets = window?.offsets ?? [];
  const offset = offsets.findLast(([since]) => since <= instant) ?? offsets[0];
  return new Date((instant + (offset?.[1] ?? 0)) * 1000);
}

/** `6 August 2025` of `2025-08-06`. */
export function writtenDay(day: string): string {
  return dateText(new Date(`${day}T00:00:00Z`));
}

function dayText(instant: number, window: Between | undefined): string {
  return dateText(localTime(instant, window));
}

function dateText(date: Date): string {
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

function momentText(instant: number, window: Between | undefined): string {
  const time = localTime(instant, window).toISOString().slice(11, 16);
  return time === '00:00' ? dayText(instant, window) : `${dayText(instant, window)}, ${time}`;
}

const units: readonly [number, string][] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** `30 days`, `36 hours`: the largest unit that it is a whole number of. */
export function durationText(seconds: number): string {
  const [size, unit] = units.find(([each]) => seconds % each === 0) ?? [1, 'second'];
  const amount = seconds / size;
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** `six days after`, `the day after`, `on the day of`: whole days between two instants. */
export function daysAfter(earlier: number, later: number): string {
  const days = Math.round((later - earlier) / 86_400);
  if (days <= 0) return 'on the day of';
  return days === 1 ? 'a day after' : `${inWords(days)} days after`;
}
