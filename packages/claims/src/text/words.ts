import { startOfDay } from '../language/zone.ts';

/** Words of the grammar, which are no names unless they stand in quotes. */
export const reservedWords: ReadonlySet<string> = new Set(
  (
    'option if else given or and not all any for of holds begins ends some none no count distinct sum maxWindow ' +
    'maxRun length time from until through opening within beyond after in first ties while more at starts nth ' +
    'among by on with told hold quiet state lapse longest opened ended since because true false to'
  ).split(' '),
);

export function quoted(text: string): string {
  return JSON.stringify(text);
}

export function nameText(name: string): string {
  return /^[A-Za-z][A-Za-z0-9_-]*$/u.test(name) && !reservedWords.has(name) ? name : quoted(name);
}

export function typeText(type: string): string {
  return type === '*' || (/^[a-z][a-z0-9.-]*$/u.test(type) && !reservedWords.has(firstOf(type)))
    ? type
    : quoted(type);
}

/** `first.one` begins with a word of the grammar, too. */
function firstOf(type: string): string {
  return type.split('.')[0] ?? '';
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
] as const;

/** `30d`, `36h`: the largest unit that it is a whole number of. */
export function durationText(seconds: number): string {
  const [unit, size] = units.find(([, each]) => seconds > 0 && seconds % each === 0) ?? ['s', 1];
  return `${seconds / size}${unit}`;
}

/** A date where it is the start of one in a zone, else the instant in UTC. */
export function dateOrInstant(second: number, zone?: string): string {
  if (zone !== undefined) {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(second * 1000);
    if (/^\d{4}-\d{2}-\d{2}$/u.test(day) && startOfDay(day, zone) === second) return day;
  }
  return new Date(second * 1000).toISOString().replace('.000Z', 'Z');
}
