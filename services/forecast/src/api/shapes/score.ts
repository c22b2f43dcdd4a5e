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
    brier: z
      .number()
      .nullable()
      .describe(
        'Mean of (p − y)², of a choice of their sum (0 to 2), ordinal where it is ordered; 0 is best.',
      ),
    crps: z.number().nullable().describe('Of a number in its unit, of a date in days; 0 is best.'),
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
