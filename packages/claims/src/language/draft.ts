import { offsetsBetween, startOfDay } from './zone.ts';

/** What is wrong with a claim, where in its JSON (`/measure/window/from`), and what was expected there. */
export interface Refusal {
  readonly path: string;
  readonly message: string;
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const durationFields = new Set(['lapse', 'grace', 'longest', 'quiet', 'moreThan', 'atMost']);
const instantFields = new Set(['from', 'until', 'at', 'end', 'time']);
/** DESIGN: what holds until a date states its longest hold; this is the one for those who do not. */
const longestHold = 90 * 86_400;

type Json = Readonly<Record<string, unknown>>;

/**
 * A claim as people write it, with dates and durations turned into seconds. `through: day` is the end of that
 * day; an opening with `until` gets the default longest hold. Whatever is not understood stays as it is, for
 * the schema to refuse, but for dates that do not exist and zones that nobody knows.
 */
export function compileDraft(draft: unknown): { readonly json: unknown; readonly refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  return { json: compileNode(draft, '', undefined, refusals), refusals };
}

function compileNode(node: unknown, path: string, zone: string | undefined, refusals: Refusal[]): unknown {
  if (Array.isArray(node)) {
    return node.map((each, index) => compileNode(each, `${path}/${index}`, zone, refusals));
  }
  if (typeof node !== 'object' || node === null) return node;
  const written = node as Json;
  const ownZone = typeof written['zone'] === 'string' ? written['zone'] : zone;
  const fields = Object.entries(written).map(([key, value]): [string, unknown] => [
    key,
    compileField(key, value, { path: `${path}/${key}`, zone: ownZone, refusals }),
  ]);
  return complete(Object.fromEntries(fields), { path, zone: ownZone, refusals });
}

interface Place {
  readonly path: string;
  readonly zone: string | undefined;
  readonly refusals: Refusal[];
}

function compileField(key: string, value: unknown, place: Place): unknown {
  if (typeof value !== 'string') return compileNode(value, place.path, place.zone, place.refusals);
  if (durationFields.has(key)) return compileDuration(value);
  if (key === 'through') return compileInstant(value, place, 1);
  return instantFields.has(key) ? compileInstant(value, place, 0) : value;
}

function compileDuration(text: string): unknown {
  const [, amount, unit] = /^(\d+)([smhdw])$/.exec(text) ?? [];
  return amount === undefined || unit === undefined ? text : Number(amount) * (secondsOf[unit] ?? 1);
}

function compileInstant(text: string, place: Place, daysAfter: number): unknown {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayInstant(text, place.zone ?? 'UTC', daysAfter);
    const instant = Date.parse(text);
    if (/T.*(Z|[+-]\d{2}:\d{2})$/.test(text) && Number.isInteger(instant / 1000)) return instant / 1000;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    place.refusals.push({ path: place.path, message: `unknown zone ${place.zone ?? ''}` });
    return 0;
  }
  place.refusals.push({
    path: place.path,
    message: `expected a date such as 2025-08-06 or an instant such as 2025-08-06T12:00:00Z, got ${text}`,
  });
  return 0;
}

function dayInstant(day: string, zone: string, daysAfter: number): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return Number.NaN;
  return startOfDay(new Date(midnight + daysAfter * 86_400_000).toISOString().slice(0, 10), zone);
}

function complete(node: Json, place: Place): Json {
  if (node['op'] === 'between') return completeWindow(node, place);
  if (node['op'] === 'at' && 'zone' in node) return without(node, 'zone');
  if ('event' in node && 'until' in node && !('longest' in node)) return { ...node, longest: longestHold };
  return node;
}

function completeWindow(node: Json, place: Place): Json {
  const { through, ...rest } = node;
  const window: Json = through === undefined ? rest : { ...rest, until: through };
  const { from, until, zone, offsets } = window;
  if (typeof from !== 'number' || typeof until !== 'number' || typeof zone !== 'string') return window;
  if (offsets !== undefined || !(until - from < 11 * 366 * 86_400)) return window;
  try {
    return { ...window, offsets: offsetsBetween(zone, from, until) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    place.refusals.push({ path: `${place.path}/zone`, message: `unknown zone ${zone}` });
    return { ...window, offsets: [[from, 0]] };
  }
}

function without(node: Json, key: string): Json {
  return Object.fromEntries(Object.entries(node).filter(([name]) => name !== key));
}
