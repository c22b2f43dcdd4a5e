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

const beforeShown = 'Null before the crowd is shown.';

const dailyShape = z
  .object({
    brier: z
      .number()
      .describe(
        'Mean over the days with a prediction of the two-category Brier score (0 to 2, of a binary question twice ' +
          'the field beside it), ordinal where a choice is ordered; the last prediction of a UTC day counts for it.',
      ),
    relative: z
      .number()
      .nullable()
      .describe(
        `Relative Brier: mean over those days of own less the crowd’s median; low is good. ${beforeShown}`,
      ),
    participation: z.number().min(0).max(1).describe('Days with a prediction / days open.'),
    accuracy: z
      .number()
      .nullable()
      .describe(`relative × participation, as Good Judgment Open defines it; low is good. ${beforeShown}`),
  })
  .meta({ id: 'DailyScore' });

/** A score in the list of a question. */
export const questionScoreShape = scoreShape
  .extend({
    daily: dailyShape
      .nullable()
      .describe(
        'By the day; of a binary question or a choice. Not proper: who says what they believe need not do best ' +
          'by it, as a day counts once whenever it was predicted, what follows an early decision counts for ' +
          'nothing, and the crowd’s median moves with the group. For comparison, not for ranking.',
      ),
  })
  .meta({ id: 'QuestionScore' });

export type QuestionScoreView = z.infer<typeof questionScoreShape>;

/** What one's own standing prediction is worth while nobody knows the answer. */
export const expectedScoreShape = z
  .object({
    probability: z.number().describe('One’s own standing prediction, p.'),
    crowd: z.number().describe('The published forecast, c.'),
    baseline: z
      .number()
      .describe('Points: 100 (c (log2 p + 1) + (1 − c) (log2(1 − p) + 1)); highest at p = c.'),
  })
  .meta({ id: 'ExpectedScore' });

export type ExpectedScoreView = z.infer<typeof expectedScoreShape>;
