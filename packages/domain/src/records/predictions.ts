import { z } from 'zod';
import { principal, textReference } from './shapes.ts';

/** P(X ≤ value) = level. */
const quantile = z.object({ level: z.number(), value: z.number() });

/** Bounds are the fold's to check: a bad prediction is a refused one, not an unreadable record. */
export const predictionValue = z.union([
  z.object({ probability: z.number() }),
  z.object({ quantiles: z.array(quantile).min(1).max(201) }),
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
