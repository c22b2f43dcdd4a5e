import { z } from 'zod';
import { positionShape } from './cut.ts';

const revisionShape = z.object({
  recordId: z.string(),
  revision: z.number().nullable().describe("Null for a curator's word."),
  state: z.enum(['content', 'retracted', 'lifted']),
  content: z.unknown().describe('What it says, as it was taken in; null for a retraction.'),
  by: z.string().nullable().describe("A curator's pseudonymous id."),
  reason: z.string().nullable(),
  recordedAt: z.iso.datetime(),
  position: positionShape,
});

/** What one source says, with everything that it said before. */
export const reportShape = z
  .object({
    reportId: z.string(),
    source: z.string().nullable(),
    ref: z.string().nullable(),
    live: z.boolean().describe('False once it is taken back.'),
    kept: z
      .enum(['event', 'unclassified', 'undated', 'ahead'])
      .nullable()
      .describe('Whether it is part of an event, or why not.'),
    eventId: z.string().nullable(),
    quotation: z.string().nullable(),
    firstReportedAt: z.iso.datetime().nullable(),
    revisions: z.array(revisionShape).describe('Oldest first.'),
  })
  .meta({ id: 'Report' });

export type ReportView = z.infer<typeof reportShape>;
