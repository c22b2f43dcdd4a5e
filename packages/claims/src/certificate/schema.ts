import { z } from 'zod';

const instant = z.number();
const range = z.strictObject({ low: instant, high: instant });
const interval = z.strictObject({ from: instant, to: instant });

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const attributeValue = z.union([scalar, z.array(z.string()), z.strictObject({ ends: z.array(instant) })]);

/** An event that can matter to the claim, as it was known, and the records it was known by. */
export const citedEvent = z.strictObject({
  id: z.string(),
  type: z.string(),
  participants: z.array(z.string()),
  actor: z.string().nullable(),
  target: z.string().nullable(),
  interval,
  status: z.enum(['certain', 'possible']),
  /** Distinct values by name; more than one where its reports disagree. */
  attributes: z.record(z.string(), z.array(attributeValue)),
  /** What it is about: ids of events, or names that nobody has reported. */
  roots: z.array(z.string()),
  /** Log time of its earliest live assertion, epoch milliseconds. */
  firstLogTime: z.number(),
  reports: z.array(z.strictObject({ recordId: z.string(), offset: z.int() })),
});

/** A measure against its bound. `low` and `high` span all completions of what is known. */
const threshold = z.strictObject({
  /** Place of the comparison in the claim's JSON; behind `@`, the event that a `for` speaks about. */
  path: z.string(),
  measure: z.enum(['count', 'length', 'time', 'distinct', 'sum', 'maxWindow', 'maxRun']),
  low: z.number().nullable(),
  high: z.number().nullable(),
  is: z.string().nullable(),
  bound: z.number().nullable(),
  holds: z.boolean().nullable(),
  /** Ids of the events that count. */
  witnesses: z.array(z.string()),
  window: z.strictObject({ start: range, end: range }).nullable(),
});

/** A run of seconds for which a fluent holds, as known. */
const spell = z.strictObject({
  path: z.string(),
  start: range,
  end: range,
  openings: z.array(z.string()),
  endings: z.array(z.string()),
});

/** A stretch in which nothing else can have happened, and the records that close it. */
const absence = z.strictObject({
  types: z.array(z.string()),
  from: instant,
  to: instant,
  coverage: z.array(
    z.strictObject({ source: z.string(), recordId: z.string(), offset: z.int(), from: instant, to: instant }),
  ),
});

const chosenValue = z.union([
  z.strictObject({ value: z.union([scalar, z.array(z.string())]) }),
  z.strictObject({ other: z.literal(true) }),
]);

/** What one case of a proof takes for settled about an event; null and absent: left open. */
const choice = z.strictObject({
  event: z.string(),
  happened: z.boolean().nullable(),
  within: interval.nullable(),
  attributes: z.record(z.string(), chosenValue),
  ends: z.record(z.string(), instant),
});

const oneCase = z.array(choice);

const certificateShape = z.strictObject({
  /** Shape of the certificate. */
  version: z.literal(2),
  engine: z.int(),
  /** The verdict is on the `world` records before this offset. */
  cut: z.int(),
  logTime: z.number(),
  /** Every event that can match a pattern of the claim in its reach, in order of time. */
  events: z.array(citedEvent),
  /**
   * Ids of the events that a decided value rests on: enough for it with the absences, and none of them can be left
   * out. What is left out may as well be anything else in its seconds.
   */
  basis: z.array(z.string()),
  /** False where it was too much work to leave out what is not needed. */
  minimal: z.boolean(),
  /** The cases that together are all ways in which the basis can have been, each with the one value. */
  cases: z.array(oneCase),
  /** The case that the arithmetic and the spells are of: all that is in scope, and nothing unread. */
  shown: oneCase,
  thresholds: z.array(threshold),
  spells: z.array(spell),
  absences: z.array(absence),
  doubts: z.array(
    z.strictObject({
      kind: z.enum(['happened', 'instant', 'attribute', 'date']),
      event: z.string(),
      attribute: z.string().nullable(),
    }),
  ),
  /** Cells of completions that were looked at. */
  cells: z.int(),
  /** False where there were too many doubts to go through; what is said then rests on bounds alone. */
  enumerated: z.boolean(),
  /** More events bear on the claim than the engine looks at. */
  tooMany: z.boolean(),
  unclassified: z.int(),
  unreadable: z.int(),
  /** Events left out because an actor that the claim asks for is not known. */
  nullActors: z.int(),
});

/** A certificate of the first shape has no proof by cases: all that can be shown of it is what it shows. */
function upcast(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || 'version' in json || !('events' in json)) return json;
  const events = (Array.isArray(json.events) ? json.events : []).map((event: unknown) =>
    typeof event === 'object' && event !== null && 'id' in event
      ? { attributes: {}, roots: [event.id], firstLogTime: 0, ...event }
      : event,
  );
  return { ...json, version: 2, events, basis: [], minimal: false, cases: [], shown: [] };
}

export const certificateSchema = z.preprocess(upcast, certificateShape);

export type Certificate = z.infer<typeof certificateShape>;
export type Case = z.infer<typeof oneCase>;
export type ChosenValue = z.infer<typeof chosenValue>;
export type CitedEvent = z.infer<typeof citedEvent>;
export type Threshold = z.infer<typeof threshold>;
export type Spell = z.infer<typeof spell>;
export type Absence = z.infer<typeof absence>;
