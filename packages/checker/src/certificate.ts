import { z } from 'zod';

/** A certificate as the checker reads it; of another shape it is refused. */

const range = z.strictObject({ low: z.number(), high: z.number() });
const stretch = z.strictObject({ from: z.number(), to: z.number() });
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const value = z.union([scalar, z.array(z.string()), z.strictObject({ ends: z.array(z.number()) })]);
const record = z.strictObject({ recordId: z.string(), offset: z.int() });

const event = z.strictObject({
  id: z.string(),
  type: z.string(),
  participants: z.array(z.string()),
  actor: z.string().nullable(),
  target: z.string().nullable(),
  interval: stretch,
  status: z.enum(['certain', 'possible']),
  attributes: z.record(z.string(), z.array(value)),
  roots: z.array(z.string()),
  firstLogTime: z.number(),
  reports: z.array(record).min(1),
});

const choice = z.strictObject({
  event: z.string(),
  happened: z.boolean().nullable(),
  within: stretch.nullable(),
  attributes: z.record(
    z.string(),
    z.union([
      z.strictObject({ value: z.union([scalar, z.array(z.string())]) }),
      z.strictObject({ other: z.literal(true) }),
    ]),
  ),
  ends: z.record(z.string(), z.number()),
});

const absence = z.strictObject({
  types: z.array(z.string()),
  from: z.number(),
  to: z.number(),
  coverage: z.array(record.extend({ source: z.string(), from: z.number(), to: z.number() })),
});

const doubt = z.strictObject({
  kind: z.enum(['happened', 'instant', 'attribute', 'date']),
  event: z.string(),
  attribute: z.string().nullable(),
});

export const threshold = z.strictObject({
  path: z.string(),
  measure: z.string(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  is: z.string().nullable(),
  bound: z.number().nullable(),
  holds: z.boolean().nullable(),
  witnesses: z.array(z.string()),
  window: z.strictObject({ start: range, end: range }).nullable(),
});

export const spell = z.strictObject({
  path: z.string(),
  start: range,
  end: range,
  openings: z.array(z.string()),
  endings: z.array(z.string()),
});

export const certificate = z.strictObject({
  version: z.literal(2),
  engine: z.int(),
  cut: z.int(),
  logTime: z.number(),
  events: z.array(event),
  basis: z.array(z.string()),
  minimal: z.boolean(),
  cases: z.array(z.array(choice)),
  shown: z.array(choice),
  thresholds: z.array(threshold),
  spells: z.array(spell),
  absences: z.array(absence),
  doubts: z.array(doubt),
  cells: z.int().min(0),
  enumerated: z.boolean(),
  tooMany: z.boolean(),
  unclassified: z.int().min(0),
  unreadable: z.int().min(0),
  nullActors: z.int().min(0),
});

export type Certificate = z.infer<typeof certificate>;
export type Absence = z.infer<typeof absence>;
export type Threshold = z.infer<typeof threshold>;
export type Spell = z.infer<typeof spell>;
