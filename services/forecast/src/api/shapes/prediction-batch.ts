import { textBody } from '@casus/platform/files';
import { problemSchema } from '@casus/platform/http';
import { z } from 'zod';
import { positionShape } from './cut.ts';

export const rowsAtMost = 1_000;

export const questionIdField = z.string().min(1).max(100);

export const predictionBatchBody = z.union([
  z.strictObject({
    predictions: z
      .array(z.unknown().describe('As `predict` takes it, with `questionId`.'))
      .min(1)
      .max(rowsAtMost),
  }),
  textBody,
]);

const row = {
  row: z.int().min(0).describe('Place in the batch, from 0.'),
  line: z.int().min(1).nullable().describe('On which the row begins, from 1; null for JSON.'),
};
const recorded = { ...row, questionId: questionIdField, id: z.string(), position: positionShape.nullable() };

const rowResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('accepted'), ...recorded }).describe('It stands; in a dry run, it would.'),
  z.object({ status: z.literal('pending'), ...recorded }).describe('Recorded, and not decided yet.'),
  z.object({
    status: z.literal('refused'),
    ...row,
    code: z.string().describe('As a problem document has it.'),
    errors: problemSchema.shape.errors.unwrap(),
  }),
]);

/** The result of each row, in the order of the batch. */
export const predictionBatchShape = z
  .object({
    dryRun: z.boolean(),
    accepted: z.int(),
    pending: z.int(),
    refused: z.int(),
    rows: z.array(rowResult),
  })
  .meta({ id: 'PredictionBatch' });

export type PredictionBatchView = z.input<typeof predictionBatchShape>;
export type RowResult = z.input<typeof rowResult>;
