import { z } from 'zod';

const instant = z.number();
const range = z.strictObject({ low: instant, high: instant });
const interval = z.strictObject({ from: instant, to: instant });

/** An event that a verdict cites, as it was known, and the records it was known by. */
export const citedEvent = z.strictObject({
  id: z.string(),
  type: z.string(),
  participants: z.array(z.string()),
  actor: z.string().nullable(),
  target: z.string().nullable(),
  interval,
  status: z.enum(['certain', 'possible']),
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

export const certificateSchema = z.strictObject({
  engine: z.int(),
  /** The verdict is on the `world` records before this offset. */
  cut: z.int(),
  logTime: z.number(),
  events: z.array(citedEvent),
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
  /** A join that had more pairs than the engine looks at. */
  tooMany: z.boolean(),
  unclassified: z.int(),
  unreadable: z.int(),
  /** Events left out because an actor that the claim asks for is not known. */
  nullActors: z.int(),
});

export type Certificate = z.infer<typeof certificateSchema>;
export type CitedEvent = z.infer<typeof citedEvent>;
export type Threshold = z.infer<typeof threshold>;
export type Spell = z.infer<typeof spell>;
export type Absence = z.infer<typeof absence>;
