import { z } from 'zod';
import { warningsShape } from './claim.ts';
import { cutShape } from './cut.ts';
import { definitionFields } from './definition.ts';
import { valueShape } from './verdict.ts';

/** What is to be tried: what a question would ask, and how far its windows lie apart. */
export const dryRunDraft = z.strictObject({
  kind: definitionFields.kind,
  claim: definitionFields.claim.optional(),
  days: definitionFields.days,
  options: definitionFields.options,
  coverage: definitionFields.coverage,
  stepDays: z.int().min(1).max(3660).default(30).describe('Days from one past window to the next.'),
  windows: z.int().min(1).max(200).default(60).describe('How many past windows at most.'),
});

export type DryRunDraft = z.infer<typeof dryRunDraft>;

const windowShape = z.object({
  from: z.iso.datetime().describe('First instant that bears on the claim, so moved.'),
  until: z.iso.datetime(),
  value: valueShape.describe('What it would have been, as known now, if nothing unread exists.'),
  proven: valueShape.describe('What the engine says: open where nobody has read that far back.'),
  tied: z.boolean().describe('It hangs on how ties are read.'),
  unconfirmed: z.boolean().describe('It hangs on events that are not confirmed.'),
  absorbed: z
    .array(z.object({ path: z.string(), events: z.int().min(0), starts: z.int().min(0) }))
    .describe('Of each `starts` in the claim: events, and how many of them count as new.'),
});

export const dryRunShape = z
  .object({
    asked: z.string().describe('The claim in English.'),
    summary: z.object({
      windows: z.int().min(0),
      byValue: z.record(z.string(), z.int()),
      baseRate: z.number().min(0).max(1).nullable().describe('Share of true among true and false.'),
      ties: z.int().min(0),
      unconfirmed: z.int().min(0),
      absorbed: z.int().min(0),
    }),
    windows: z.array(windowShape).describe('Latest first.'),
    complete: z.boolean().describe('False where time ran out before all windows were gone through.'),
    warnings: warningsShape,
    cut: cutShape,
  })
  .meta({ id: 'DryRun' });
