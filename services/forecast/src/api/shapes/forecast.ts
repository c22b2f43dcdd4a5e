import { aggregatesOf } from '@casus/domain/records';
import { z } from 'zod';

export const aggregateNameShape = z.enum([...new Set(Object.values(aggregatesOf).flat())]);

/** A number, or of a date question a day, or `earlier` or `later` than all that were asked for. */
const spreadValueShape = z.union([z.number(), z.enum(['earlier', 'later']), z.iso.date()]);

const value = {
  probability: z.number().min(0).max(1).nullable().describe('Of yes; null for a question of another kind.'),
  quartiles: z
    .tuple([spreadValueShape, spreadValueShape, spreadValueShape])
    .nullable()
    .describe('For a number, in its unit; for a date the days; and for medians of probabilities.'),
  options: z
    .record(z.string(), z.number().min(0).max(1))
    .nullable()
    .describe('Of a choice: the probability of each option.'),
};

/** A forecast of the crowd at one moment. */
export const crowdShape = z
  .object({
    at: z.iso.datetime().describe('From when on it stood.'),
    n: z.int().min(0).describe('Forecasters with a standing prediction.'),
    ...value,
  })
  .meta({ id: 'Crowd' });

export type CrowdView = z.infer<typeof crowdShape>;

/** What one of the aggregates says. */
const aggregateShape = z
  .object({
    aggregate: aggregateNameShape,
    asOf: z.iso
      .datetime()
      .describe('It says what stood then: at the last change, or up to a second before for a large group.'),
    n: z.int().min(0),
    ...value,
  })
  .meta({ id: 'AggregateForecast' });

export type AggregateView = z.infer<typeof aggregateShape>;

const shiftShape = z
  .object({
    from: spreadValueShape
      .nullable()
      .describe('The probability then, or the median of a number or a date; null for a choice.'),
    to: spreadValueShape.nullable(),
    difference: z.number().nullable().describe('to − from, of a date in days; null for a choice.'),
    bits: z.number().nullable().describe('Jeffreys divergence, 0 or more; null for a number or a date.'),
    distance: z
      .number()
      .nullable()
      .describe("Earth mover's distance, 0 or more, in the unit of a number, of a date in days; else null."),
  })
  .meta({ id: 'Shift' });

export type ShiftView = z.infer<typeof shiftShape>;

/** How far the published forecast moved; null where there was none then. */
export const movementShape = z
  .object({
    hour: shiftShape.nullable(),
    day: shiftShape.nullable(),
    week: shiftShape.nullable().describe('In seven days.'),
  })
  .meta({ id: 'Movement' });

export type MovementView = z.infer<typeof movementShape>;

/** What a forecaster weighs in the forecast by track record. */
const weightShape = z
  .object({
    forecaster: z.string(),
    reputation: z.number().describe('Points; from the scores known at the last midnight in UTC.'),
    share: z.number().min(0).max(1).describe('Of all weights.'),
  })
  .meta({ id: 'TrackRecordWeight' });

/** The forecasts of a question; empty while its crowd is hidden. */
export const forecastShape = z.object({
  questionId: z.string(),
  revealAt: z.iso.datetime({ offset: true }),
  hidden: z.boolean(),
  published: aggregateNameShape.describe('A setting of the question.'),
  forecast: crowdShape.nullable().describe('The published one.'),
  movement: movementShape.nullable().describe('Of the published one.'),
  aggregates: z.array(aggregateShape),
  stepsOf: aggregateNameShape,
  steps: z
    .array(crowdShape)
    .describe('Oldest first; each stands until the next. By track record the last 30 midnights in UTC.'),
  weights: z.array(weightShape).nullable().describe('By track record; for curators.'),
});

export type ForecastView = z.infer<typeof forecastShape>;
