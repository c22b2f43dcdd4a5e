import { z } from 'zod';
import { day, instant, name, principal, textReference, typeName } from './shapes.ts';

/** From coarse to fine. */
export const precision = z.enum(['year', 'month', 'day', 'hour', 'minute', 'second']);

/**
 * When it happened: `from` is a year `2025`, a month `2025-08`, a day `2025-08-06` or an instant, as its precision
 * says; `to` (excluded, same form) makes it a range; `zone` is an IANA name and stands before the source's.
 */
export const occurred = z.object({
  from: z.string().max(40),
  to: z.string().max(40).optional(),
  precision,
  zone: z.string().max(60).optional(),
});

/** A date is a day, an instant, or a range of days `{from, to}` (`to` excluded); a report is named by its id. */
export const writtenAttribute = z.union([
  z.string().max(2000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(500)).max(200),
  z.object({ from: day, to: day }),
]);

/** What a report says. Actor ids are canonical, normalised when the report was taken in. */
export const reportContent = z.object({
  stance: z.enum(['asserts', 'denies']),
  type: typeName,
  /** For symmetric types. */
  participants: z.array(name).max(100).optional(),
  /** For directed types; null is an actor that nobody knows. */
  actor: name.nullable().optional(),
  target: name.nullable().optional(),
  occurred,
  publishedAt: z.union([instant, day]).optional(),
  attributes: z.record(name, writtenAttribute).default({}),
  quotation: textReference.optional(),
  url: z.url().max(2000).optional(),
  confidence: z.number().min(0).max(1).optional(),
});

const identified = z.object({ reportId: z.uuid(), source: name, ref: z.string().min(1).max(500) });

/** `revision` grows with each new content of a report: the source's own counter or time, else counted at intake. */
export const reportFiled = identified.extend({
  revision: z.int().min(0),
  content: reportContent,
});

/** The source takes it back: a revision like any other. */
export const reportRetracted = identified.extend({
  revision: z.int().min(0),
  reason: textReference.optional(),
});

/** A curator's word on a report; it outranks every revision of the source until it is lifted. */
export const reportOverridden = identified.extend({
  by: principal,
  reason: textReference,
  override: z.discriminatedUnion('state', [
    z.object({ state: z.literal('content'), content: reportContent }),
    z.object({ state: z.literal('retracted') }),
    z.object({ state: z.literal('lifted') }),
  ]),
});

export type Precision = z.infer<typeof precision>;
export type Occurred = z.infer<typeof occurred>;
export type WrittenAttribute = z.infer<typeof writtenAttribute>;
export type ReportContent = z.infer<typeof reportContent>;
/** How to write a content: attributes may be left out. */
export type ReportContentInput = z.input<typeof reportContent>;
