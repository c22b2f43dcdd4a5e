import { z } from 'zod';
import { positionShape } from './cut.ts';

const quantile = z.strictObject({
  level: z.number().gt(0).lt(1).describe('P(outcome ≤ value).'),
  value: z.number(),
});

const value = {
  probability: z.number().min(0.001).max(0.999).describe('Of yes, for a binary question.'),
  quantiles: z.array(quantile).min(1).max(201).describe('Levels rise, values never fall; for a numeric one.'),
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
    quantiles: z.array(z.object({ level: z.number(), value: z.number() })).nullable(),
    status: z.enum(['standing', 'replaced', 'withdrawn', 'late', 'refused']),
    madeAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable().describe('When it ceased to stand.'),
    rationale: z.string().nullable(),
    position: positionShape,
  })
  .meta({ id: 'Prediction' });

export type PredictionView = z.infer<typeof predictionShape>;
