import { z } from 'zod';
import { occurred, writtenAttribute } from '../records/reports.ts';
import { day, instant, name, typeName } from '../records/shapes.ts';
import { reportName } from './report-name.ts';

/** A report as a source sends it: names are as the source writes them, `ref` is the source's own. */
export const reportInput = z.strictObject({
  source: name.describe('A registered source'),
  ref: z.string().min(1).max(500).describe("The source's own name for the report; the same again revises it"),
  revision: z.int().min(0).optional().describe("The source's own counter or time; else counted for it"),
  stance: z.enum(['asserts', 'denies']).default('asserts'),
  type: typeName.optional().describe('A type of the taxonomy; one it does not know is kept as unclassified'),
  code: z
    .strictObject({ scheme: z.string().min(1).max(40), code: z.string().min(1).max(20) })
    .optional()
    .describe('Instead of a type: a code of another scheme, such as CAMEO 163'),
  participants: z.array(name).max(100).optional(),
  actor: name.nullable().optional(),
  target: name.nullable().optional(),
  occurred: z.strictObject(occurred.shape),
  publishedAt: z.union([instant, day]).optional(),
  attributes: z.record(name, z.union([writtenAttribute, reportName])).default({}),
  quotation: z.string().min(1).max(20_000).optional().describe('Kept apart from the log, deletable'),
  url: z.url().max(2000).optional(),
  confidence: z.number().min(0).max(1).optional(),
});

export type ReportInput = z.infer<typeof reportInput>;

/** What a curator puts in the place of a report's content: the report's names stay. */
export const overridingContent = reportInput.omit({ source: true, ref: true, revision: true });
