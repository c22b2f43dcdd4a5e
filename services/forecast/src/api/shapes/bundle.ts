import { z } from 'zod';

const recordShape = z
  .object({
    position: z.object({
      topic: z.enum(['world', 'questions']),
      partition: z.int().min(0),
      offset: z.int().min(0),
    }),
    id: z.string(),
    type: z.string(),
    key: z.string(),
    logTime: z.number().describe("The log's monotonic time at the record, epoch milliseconds."),
    data: z.unknown(),
  })
  .meta({ id: 'BundledRecord' });

/** A verdict with the records that it can be checked by, apart from this system. */
export const bundleShape = z
  .object({
    format: z.literal('casus-verdict-bundle-1'),
    questionId: z.string(),
    definition: z.array(recordShape).describe('What made the definition that was decided.'),
    verdict: recordShape.describe('What gave the verdict.'),
    certificate: z.unknown().describe('What it rests on; null where it is gone.'),
    since: z
      .object({ verdict: recordShape, certificate: z.unknown() })
      .nullable()
      .describe('What gave the same value first, where it has stood without a break.'),
    records: z.array(recordShape).describe('Of the world: reports, coverage and entries of the registers.'),
  })
  .meta({ id: 'VerdictBundle' });

export type BundledRecord = z.infer<typeof recordShape>;
export type BundleView = z.infer<typeof bundleShape>;
