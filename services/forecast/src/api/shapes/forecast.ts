import { z } from 'zod';

/** The crowd at one moment. */
export const crowdShape = z
  .object({
    at: z.iso.datetime().describe('From when on it stood.'),
    n: z.int().min(0).describe('Forecasters with a standing prediction.'),
    probability: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe('Geometric mean of odds; null for a numeric question, or when nobody stands.'),
    quartiles: z
      .tuple([z.number(), z.number(), z.number()])
      .nullable()
      .describe('Of the mean of the distributions, for a numeric question.'),
  })
  .meta({ id: 'Crowd' });

export type CrowdView = z.infer<typeof crowdShape>;

/** How far the crowd moved in the day before. */
export const movementShape = z
  .object({
    from: z.number().describe('Probability a day before, or the median of a numeric question.'),
    to: z.number(),
    bits: z.number().nullable().describe('Jeffreys divergence, 0 or more; null for a numeric question.'),
  })
  .meta({ id: 'Movement' });

export type MovementView = z.infer<typeof movementShape>;
