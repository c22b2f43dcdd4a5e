import { z } from 'zod';

const probability = z.number().min(0).max(1);
const interval = z.object({ low: z.number(), high: z.number() });

export const binShape = z
  .object({
    n: z.int().describe('Predictions in the bin.'),
    weight: z.number(),
    lowest: probability,
    highest: probability,
    meanForecast: probability,
    frequency: probability.describe('Share of yes.'),
    wilson: interval.describe(
      '95 % interval of the frequency; of the effective number where weights differ.',
    ),
  })
  .meta({ id: 'CalibrationBin' });

const murphyShape = z
  .object({
    brier: z.number(),
    reliability: z.number().describe('Low is good.'),
    resolution: z.number().describe('High is good.'),
    uncertainty: z.number(),
    withinBin: z.number().describe('What binning leaves over.'),
  })
  .describe('brier = reliability − resolution + uncertainty + withinBin')
  .meta({ id: 'Murphy' });

const corpShape = z
  .object({
    brier: z.number(),
    miscalibration: z.number().describe('Low is good.'),
    discrimination: z.number().describe('High is good.'),
    uncertainty: z.number(),
    curve: z.array(z.object({ forecast: probability, recalibrated: z.number(), weight: z.number() })),
  })
  .describe(
    'brier = miscalibration − discrimination + uncertainty, by isotonic regression: no bins to choose.',
  )
  .meta({ id: 'Corp' });

const discriminationShape = z
  .object({
    meanForYes: probability,
    meanForNo: probability,
    slope: z.number().describe('meanForYes − meanForNo.'),
    auc: z.number().describe('Chance that a yes had the higher prediction than a no; ties half.'),
  })
  .meta({ id: 'Discrimination' });

export const agreementShape = z
  .object({
    predictions: z.int(),
    baseRate: probability.describe('Share of yes among them.'),
    bins: z.array(binShape),
    murphy: murphyShape,
    corp: corpShape,
    discrimination: discriminationShape.nullable().describe('Null where all came out the same.'),
  })
  .meta({ id: 'Agreement' });

const skillShape = z
  .object({
    questions: z.int().describe('On which both stood at some time; only that time counts.'),
    skill: z
      .object({ skill: z.number(), low: z.number(), high: z.number() })
      .nullable()
      .describe(
        '1 − Brier / Brier of the reference, with a 95 % interval; null where the reference never errs.',
      ),
  })
  .meta({ id: 'Skill' });

export const calibrationShape = z.object({
  questions: z.int().describe('Binary questions past their scheduled close, with a prediction that counts.'),
  last: agreementShape
    .nullable()
    .describe('Of what stood last of each forecaster when scoring ended; null where nothing did.'),
  timeWeighted: agreementShape
    .nullable()
    .describe('Of all predictions, each weighed by the share of the scheduled time in which it stood.'),
  skill: z.object({
    baseRate: skillShape.describe('Against the share of yes that was known when a question opened.'),
    crowd: skillShape.describe('Against the published forecast.'),
    baseline: skillShape.describe('Against the machine’s own predictions.'),
  }),
  seed: z.int().describe('Of the bootstrap over questions.'),
  resamples: z.int(),
});
