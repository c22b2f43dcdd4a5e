import { z } from 'zod';
import { positionShape } from './cut.ts';

/** A source, and how far it has been read. */
export const sourceCoverageShape = z
  .object({
    source: z.string(),
    title: z.string(),
    owner: z.string(),
    official: z.array(z.string()).describe('Actors that it speaks for.'),
    mode: z.enum(['declared', 'lag', 'evidence-only']),
    lagSeconds: z.int().nullable(),
    stretches: z
      .array(
        z.object({
          type: z.string().describe('With its subtypes; `*` for all.'),
          from: z.iso.datetime(),
          through: z.iso.datetime(),
          position: positionShape.describe('The record that says so.'),
        }),
      )
      .describe('Read completely, [from, through).'),
    readThrough: z.iso.datetime().nullable().describe('The latest end of a stretch.'),
    behindSeconds: z.number().min(0).nullable().describe('From there to the moment that the answer shows.'),
    lastReportAt: z.iso.datetime().nullable().describe('When the last of its reports was recorded.'),
    silentSeconds: z.number().min(0).nullable().describe('From there to the moment that the answer shows.'),
  })
  .meta({ id: 'SourceCoverage' });

export type SourceCoverageView = z.infer<typeof sourceCoverageShape>;
