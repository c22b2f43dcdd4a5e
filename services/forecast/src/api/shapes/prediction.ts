import { z } from 'zod';
import { positionShape } from './cut.ts';

const level = z.number().gt(0).lt(1).describe('P(outcome ≤ value).');
const numberQuantile = z.strictObject({ level, value: z.number() });
const dayQuantile = z.strictObject({ level, value: z.iso.date().describe('P counts all of this day.') });
const probability = z.number().min(0.001).max(0.999);
const quantiles = z
  .union([z.array(numberQuantile).min(1).max(201), z.array(dayQuantile).min(1).max(201)])
  .describe('Levels rise, values never fall; for a number, or with days for a date.');

const value = {
  probability: probability.describe('Of yes, for a binary question.'),
  quantiles,
  cdf: z
    .array(z.number().min(0).max(1))
    .min(2)
    .max(201)
    .describe(
      'For a number P(outcome ≤ x) at 201 even points from the least to the greatest; for a date before the first day ' +
        'and at the end of each day, or 201 even points where that were more.',
    ),
  options: z
    .record(z.string().max(100), probability)
    .describe('Of each option of a choice; together 1, within 0.000001.'),
};

const beside = {
  replaces: z
    .uuid()
    .optional()
    .describe('Id of the prediction that it takes the place of: refused where another one stands by then.'),
  rationale: z.string().trim().min(1).max(10_000).optional().describe('Kept beside the log, and deletable.'),
};

export const predictionBody = z.union([
  z.strictObject({ probability: value.probability, ...beside }),
  z.strictObject({ quantiles: value.quantiles, ...beside }),
  z.strictObject({ cdf: value.cdf, ...beside }),
  z.strictObject({ options: value.options, ...beside }),
]);

export type PredictionBody = z.infer<typeof predictionBody>;

/** One forecaster's word on a question. */
export const predictionShape = z
  .object({
    id: z.string(),
    questionId: z.string(),
    forecaster: z.string().describe('Pseudonymous id.'),
    role: z.enum(['forecaster', 'baseline']),
    probability: z.number().nullable(),
    quantiles: z
      .array(z.object({ level: z.number(), value: z.union([z.number(), z.iso.date()]) }))
      .nullable(),
    cdf: z.array(z.number()).nullable(),
    options: z.record(z.string(), z.number()).nullable(),
    status: z.enum(['standing', 'replaced', 'withdrawn', 'late', 'refused']),
    madeAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable().describe('When it ceased to stand.'),
    rationale: z.string().nullable(),
    position: positionShape,
  })
  .meta({ id: 'Prediction' });

export type PredictionView = z.infer<typeof predictionShape>;
