import { withActorIds } from './actor-names.ts';
import { didYouMean } from './nearest-word.ts';
import type { Vocabulary } from './vocabulary.ts';
import { checkPattern, checkSources, namedFluent, withRange } from './vocabulary.ts';
import { offsetsBetween, startOfDay } from './zone.ts';

/** What is wrong with a claim, where in its JSON (`/measure/window/from`), and what was expected there. */
export interface Refusal {
  readonly path: string;
  readonly message: string;
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const durationFields = new Set(['lapse', 'grace', 'longest', 'quiet', 'moreThan', 'atMost', 'span']);
const instantFields = new Set(['from', 'until', 'at', 'end', 'time', 'measuredTo']);
/** DESIGN: what holds until a date states its longest hold; this is the one for those who do not. */
const longestHold = 90 * 86_400;

type Json = Readonly<Record<string, unknown>>;

/**
 * A claim as people write it, with dates and durations turned into seconds. `through: day` is the end of that
 * day, `from: 'opening'` the question's; an opening with `until` gets the default longest hold, a sum the range
 * that its types state. Whatever is not understood stays as it is, for the schema to refuse, but for dates that
 * do not exist, zones that nobody knows, and words that the vocabulary lacks.
 */
export function compileDraft(
  draft: unknown,
  vocabulary: Vocabulary = {},
): { readonly json: unknown; readonly refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  const message = refusedSize(draft);
  if (message !== null) return { json: draft, refusals: [{ path: '', message }] };
  return { json: compileNode(draft, { path: '', zone: undefined, refusals, vocabulary }), refusals };
}

/** Terms that a claim may have. */
export const mostTerms = 40;
/** No claim of so many terms has so many objects, or so deep ones; more is refused before it is looked at. */
const [mostObjects, deepest] = [4000, 100];
/** Beyond it the terms alone are refused: to say all that is wrong with so many would take a second. */
const mostWritten = 2 * mostTerms;

/** What was expected of a draft that is far too large; null of any other. */
function refusedSize(draft: unknown): string | null {
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: draft, depth: 0 }];
  let [seen, terms] = [0, 0];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    seen += 1;
    if (seen > mostObjects || depth > deepest)
      return `expected at most ${mostObjects} objects and lists, ${deepest} inside one another`;
    if ('op' in value) terms += 1;
    for (const each of Object.values(value)) pending.push({ value: each, depth: depth + 1 });
  }
  return terms > mostWritten ? `expected at most ${mostTerms} terms, got more than ${mostWritten}` : null;
}

function compileNode(node: unknown, place: Place): unknown {
  const { path } = place;
  if (Array.isArray(node)) {
    return node.map((each, index) => compileNode(each, { ...place, path: `${path}/${index}` }));
  }
  if (typeof node !== 'object' || node === null) return node;
  const written = node as Json;
  const { fluents } = place.vocabulary;
  if (written['op'] === 'named' && fluents !== undefined) {
    const { fluents: _, ...vocabulary } = place.vocabulary;
    return compileNode(namedFluent(written, place, fluents), { ...place, vocabulary });
  }
  refuseUnit(written, place);
  const inside = { ...place, zone: zoneIn(written) ?? place.zone };
  const fields = Object.entries(written).map(([key, value]): [string, unknown] => [
    key,
    compileField(key, value, { ...inside, path: `${path}/${key}` }),
  ]);
  return complete(Object.fromEntries(fields), inside);
}

/** What a bound that is written with a unit has to be, by the measure that it bounds. */
const units: Readonly<Record<string, 'a number' | 'a duration such as 30d' | 'a date or an instant'>> = {
  count: 'a number',
  distinct: 'a number',
  sum: 'a number',
  maxWindow: 'a number',
  length: 'a duration such as 30d',
  maxRun: 'a duration such as 30d',
  time: 'a date or an instant',
};

/** Thirty days are no number of meetings, though both are numbers once they are compiled. */
function refuseUnit({ op, measure, value }: Json, { path, refusals }: Place): void {
  const measured: unknown =
    typeof measure === 'object' && measure !== null && 'op' in measure ? measure.op : null;
  const expected = units[String(measured)];
  if (op !== 'compare' || typeof value !== 'string' || expected === undefined) return;
  const isDuration = typeof compileDuration(value) === 'number';
  if (expected !== 'a number' && isDuration === (expected === units['length'])) return;
  refusals.push({ path: `${path}/value`, message: `expected ${expected}; got ${value}` });
}

/** A node's own zone; of a run, which is cut somewhere, and of a bound on a time else that of the window. */
function zoneIn(node: Json): string | undefined {
  if (typeof node['zone'] === 'string') return node['zone'];
  const { op, window, measure } = node;
  const inside = { maxRun: window, time: window, compare: measure }[String(op)];
  return typeof inside === 'object' && inside !== null ? zoneIn(inside as Json) : undefined;
}

interface Place {
  readonly path: string;
  readonly zone: string | undefined;
  readonly refusals: Refusal[];
  readonly vocabulary: Vocabulary;
}

function compileField(key: string, value: unknown, place: Place): unknown {
  if (typeof value !== 'string') return compileNode(value, place);
  if (durationFields.has(key)) return compileDuration(value);
  if (key === 'value') return compileBound(value, place);
  if (key === 'from' && value === 'opening') return compileOpening(place);
  if (key === 'through') return compileInstant(value, place, 1);
  return instantFields.has(key) ? compileInstant(value, place, 0) : value;
}

/** What a measure is compared with: a duration, or a date or instant. */
function compileBound(text: string, place: Place): unknown {
  const duration = compileDuration(text);
  return typeof duration === 'number' ? duration : compileInstant(text, place, 0);
}

function compileOpening({ path, refusals, vocabulary }: Place): number {
  if (vocabulary.opensAt === undefined)
    refusals.push({ path, message: 'expected a date: here nobody knows when the question opens' });
  return vocabulary.opensAt ?? 0;
}

function compileDuration(text: string): unknown {
  const [, amount, unit] = /^(\d+)([smhdw])$/.exec(text) ?? [];
  return amount === undefined || unit === undefined ? text : Number(amount) * (secondsOf[unit] ?? 1);
}

function compileInstant(text: string, place: Place, daysAfter: number): unknown {
  try {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
    const instant = isDay ? dayInstant(text, place.zone ?? 'UTC', daysAfter) : Date.parse(text) / 1000;
    if ((isDay || /T.*(Z|[+-]\d{2}:\d{2})$/.test(text)) && Number.isInteger(instant)) return instant;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const path = `${place.path.slice(0, place.path.lastIndexOf('/'))}/zone`;
    place.refusals.push({ path, message: unknownZone(place.zone ?? '') });
    return 0;
  }
  place.refusals.push({
    path: place.path,
    message: `expected a date such as 2025-08-06 or an instant such as 2025-08-06T12:00:00Z, got ${text}`,
  });
  return 0;
}

function unknownZone(zone: string): string {
  return `unknown zone ${zone}${didYouMean(zone, Intl.supportedValuesOf('timeZone'))}`;
}

function dayInstant(day: string, zone: string, daysAfter: number): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return Number.NaN;
  return startOfDay(new Date(midnight + daysAfter * 86_400_000).toISOString().slice(0, 10), zone);
}

function complete(node: Json, place: Place): Json {
  const { types, actors, sources } = place.vocabulary;
  switch (node['op']) {
    case 'between':
      return completeWindow(node, place);
    case 'match':
      if (types !== undefined) checkPattern(node, place, types);
      if (sources !== undefined) checkSources(node, place, sources);
      return actors === undefined ? node : withActorIds(node, actors);
    case 'sum':
      return types === undefined ? node : withRange(node, place, types);
    case 'at':
    case 'maxRun':
      return without(node, 'zone');
    default:
      return completeOpening(node);
  }
}

function completeOpening(node: Json): Json {
  const isDated = 'event' in node && 'until' in node && !('longest' in node);
  return isDated ? { ...node, longest: longestHold } : node;
}

function completeWindow(node: Json, place: Place): Json {
  const { through, ...rest } = node;
  const window: Json = through === undefined ? rest : { ...rest, until: through };
  const { from, until, zone, offsets } = window;
  if (typeof from !== 'number' || typeof until !== 'number' || typeof zone !== 'string') return window;
  if (offsets !== undefined) return window;
  // as long a window as none may be: its offsets are not looked up, for the limits to refuse it
  if (until - from > 11 * 366 * 86_400) return { ...window, offsets: [[from, 0]] };
  try {
    return { ...window, offsets: offsetsBetween(zone, from, until) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    place.refusals.push({ path: `${place.path}/zone`, message: unknownZone(zone) });
    return { ...window, offsets: [[from, 0]] };
  }
}

function without(node: Json, key: string): Json {
  return Object.fromEntries(Object.entries(node).filter(([name]) => name !== key));
}
