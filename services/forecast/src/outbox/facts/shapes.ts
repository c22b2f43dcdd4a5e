import { aggregatesOf } from '@casus/domain/records';
import { z } from 'zod';
import { positionShape } from '../../api/shapes/cut.ts';
import { definitionFields } from '../../api/shapes/definition.ts';
import { eventShape } from '../../api/shapes/event.ts';
import { predictionShape } from '../../api/shapes/prediction.ts';
import { outcomeShape, standingResolutionShape } from '../../api/shapes/question.ts';
import { scoreShape } from '../../api/shapes/score.ts';
import { verdictShape } from '../../api/shapes/verdict.ts';

/** What every fact says of itself. */
const told = {
  position: positionShape.describe('The record that made it so.'),
  at: z.iso.datetime().describe('Log time of that record.'),
};

const questionId = z.string();
const aggregateNames = [...new Set(Object.values(aggregatesOf).flat())];

/** An event as reports tell of it now; its reports without what their sources call them. */
const eventChanged = eventShape.extend(told).meta({ id: 'EventChanged' });

const eventRemoved = z
  .object({ id: z.string(), ...told })
  .describe('Its reports were joined to another event, or are about nothing any more.')
  .meta({ id: 'EventRemoved' });

const instant = z.iso.datetime({ offset: true });

const questionChanged = z
  .object({
    id: questionId,
    ...told,
    title: z.string(),
    kind: definitionFields.kind,
    status: z.enum(['open', 'closed', 'resolved', 'annulled']),
    revision: z.int(),
    tags: z.array(z.string()),
    opensAt: instant,
    closesAt: instant,
    settleBy: instant,
    revealAt: instant.describe('From when on the crowd, its scores and predictions are told.'),
    closedAt: z.iso.datetime().nullable().describe('When somebody closed it by hand.'),
    range: z.object({ min: z.number(), max: z.number() }).nullable(),
    days: z.object({ first: z.string(), last: z.string() }).nullable(),
    options: z.array(z.object({ name: z.string(), claim: z.unknown() })).nullable(),
    aggregate: z.enum(aggregateNames).describe('Which forecast is the published one.'),
    claim: z.unknown().describe('The claim as stored; null where a human decides.'),
    finePrint: z.string().nullable(),
    conditions: z.array(z.object({ questionId: z.string(), outcome: outcomeShape })),
    undecided: z.object({ reason: z.string(), at: z.iso.datetime() }).nullable(),
    outcome: outcomeShape.nullable().describe('By the resolution that stands.'),
    contested: z.boolean().describe('The engine has come to differ with the resolution.'),
  })
  .meta({ id: 'QuestionChanged' });

const verdictGiven = verdictShape
  .omit({ position: true, saidAt: true })
  .extend({ questionId, ...told, certificateHash: z.string().describe('SHA-256 of the certificate.') })
  .meta({ id: 'VerdictGiven' });

const questionResolved = standingResolutionShape
  .omit({ reason: true, resolvedAt: true })
  .extend({
    questionId,
    ...told,
    cause: z.string().describe('Why there is another resolution than before.'),
  })
  .meta({ id: 'QuestionResolved' });

const forecastChanged = z
  .object({
    questionId,
    ...told,
    n: z.int().min(0).describe('Forecasters with a standing prediction.'),
    values: z
      .partialRecord(
        z.enum(aggregateNames),
        z.object({
          probability: z.number().nullable(),
          quartiles: z
            .tuple([z.number(), z.number(), z.number()])
            .readonly()
            .nullable()
            .describe('Of a date in seconds of Unix time.'),
          options: z
            .array(z.number())
            .readonly()
            .optional()
            .describe('Of a choice, in the order of its options.'),
        }),
      )
      .describe('By aggregate, but for the one by track record; none while nobody stands.'),
  })
  .meta({ id: 'ForecastChanged' });

const scoreMade = scoreShape
  .extend({
    questionId,
    ...told,
    resolution: z.int().min(1).describe('Number of the resolution that it is scored by.'),
  })
  .meta({ id: 'ScoreMade' });

const predictionChanged = predictionShape
  .omit({ rationale: true })
  .extend({ ...told, madeBy: positionShape.describe('The record with the prediction itself.') })
  .meta({ id: 'PredictionChanged' });

/** Facts by name, stored as `casus.published.<name>.v1`. Shapes are stored: add a version, never edit. */
export const publishedSchemas = {
  'event-changed': eventChanged,
  'event-removed': eventRemoved,
  'question-changed': questionChanged,
  'verdict-given': verdictGiven,
  'question-resolved': questionResolved,
  'prediction-changed': predictionChanged,
  'forecast-changed': forecastChanged,
  'score-made': scoreMade,
} as const;

export type PublishedName = keyof typeof publishedSchemas;

/** What each fact carries. */
export type PublishedData = { readonly [Name in PublishedName]: z.infer<(typeof publishedSchemas)[Name]> };

/** `casus.published.event-changed.v1` for `event-changed`. */
export function publishedType(name: PublishedName): string {
  return `casus.published.${name}.v1`;
}
