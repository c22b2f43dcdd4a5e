import { z } from 'zod';
import { calendarDay } from './outcomes.ts';
import { principal, textReference } from './shapes.ts';

/** P(X ≤ value) = level; of a date question the value is a day. */
const quantile = z.object({ level: z.number(), value: z.union([z.number(), calendarDay]) });

/**
 * By the kind of the question. Bounds are the fold's to check: a bad prediction is a refused one, not an unreadable
 * record.
 */
export const predictionValue = z.union([
  z.object({ probability: z.number() }),
  z.object({ quantiles: z.array(quantile).min(1).max(201) }),
  /** P(X ≤ x) at the even bounds of the buckets, from the least x to the greatest. */
  z.object({ cdf: z.array(z.number()).min(2).max(201) }),
  /** Of each option of a choice. */
  z.object({ options: z.record(z.string().max(100), z.number()) }),
]);

const byForecaster = z.object({ questionId: z.string().min(1).max(100), forecaster: principal });

export const predictionMade = byForecaster.extend({
  value: predictionValue,
  /** `baseline`: the machine's own; scored, never in the consensus. */
  role: z.enum(['forecaster', 'baseline']).default('forecaster'),
  /** Record id of the prediction it takes the place of: refused where another one stands by then. */
  replaces: z.uuid().optional(),
  rationale: textReference.optional(),
});

export const predictionWithdrawn = byForecaster;

export type PredictionValue = z.infer<typeof predictionValue>;
export type PredictionMade = z.infer<typeof predictionMade>;
