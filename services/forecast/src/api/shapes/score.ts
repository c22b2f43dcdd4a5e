import { z } from 'zod';

const points = {
  baseline: z.number().describe('Points; 0 is chance.'),
  peer: z.number().nullable().describe('Points; the mean of the group is 0. Null before the crowd is shown.'),
};

/** What a forecaster's predictions on a question came to. */
export const scoreShape = z
  .object({
    forecaster: z.string(),
    role: z.enum(['forecaster', 'baseline']),
    brier: z.number().nullable().describe('Mean of (p − y)², 0 is best; null for a numeric question.'),
    crps: z.number().nullable().describe("Of a numeric question, in the outcome's unit; 0 is best."),
    log: z.number().describe('Mean of ln p of the outcome, at most 0.'),
    ...points,
    coverage: z.number().min(0).max(1).describe('Share of the scheduled time in which a prediction stood.'),
    spot: z
      .object({ loss: z.number(), ...points })
      .nullable()
      .describe('At the spot time; loss is Brier or CRPS. Null where nothing stood.'),
    provisional: z.boolean(),
  })
  .meta({ id: 'Score' });

export type ScoreView = z.infer<typeof scoreShape>;
