import { decidedValues, questionDefinition } from '@casus/domain/records';
import { z } from 'zod';
import { questionStatuses } from '../store/questions.ts';
import { aggregateNameShape, crowdShape, movementShape } from './forecast.ts';
import { valueShape, verdictShape } from './verdict.ts';

export const outcomeShape = z.union([z.enum(['true', 'false', 'void']), ...decidedValues]);

/** The outcome that a question is scored by. */
export const standingResolutionShape = z
  .object({
    number: z.int().min(1).describe('From 1; a re-resolution has the next number.'),
    outcome: outcomeShape,
    decidedAt: z.iso.datetime().describe('Scoring time ends here.'),
    resolvedAt: z.iso.datetime(),
    by: z.enum(['engine', 'human']),
    provisional: z.boolean().describe('True while a changed value has not stood for the settling time.'),
    reason: z.string().nullable().describe("A human's reason, as long as it is kept."),
  })
  .meta({ id: 'StandingResolution' });

const coverageShape = z.object({ source: z.string(), types: z.array(z.string()).optional() });

const standing = {
  id: z.string(),
  title: z.string(),
  kind: questionDefinition.shape.kind,
  status: z.enum(questionStatuses),
  tags: z.array(z.string()),
  opensAt: z.iso.datetime({ offset: true }),
  closesAt: z.iso.datetime({ offset: true }),
  revision: z.int().describe('What `expectedRevision` of a command names.'),
  outcome: outcomeShape.nullable(),
  forecast: crowdShape.nullable().describe('Null before its reveal, and while nobody has predicted.'),
  movement: movementShape.nullable(),
};

/** A line of the question board. */
export const questionLineShape = z
  .object({ ...standing, verdict: valueShape.nullable().describe('Null while the engine has not spoken.') })
  .meta({ id: 'QuestionLine' });

/** A question with all that is said of it. */
export const questionShape = z
  .object({
    ...standing,
    settleBy: z.iso.datetime({ offset: true }),
    settleAfterSeconds: z.int(),
    afterSettle: z.enum(['confirm', 'follow', 'frozen']),
    unconfirmed: z.enum(['no', 'human']),
    revealAt: z.iso.datetime({ offset: true }).describe('From when on the crowd is shown.'),
    range: z.object({ min: z.number(), max: z.number() }).nullable(),
    days: z
      .object({ first: z.string(), last: z.string() })
      .nullable()
      .describe('Of a date question: the first and the last day asked for.'),
    options: z
      .array(z.object({ name: z.string(), claim: z.unknown() }))
      .nullable()
      .describe('Of a multiple choice: what may come about, and the claim that decides each.'),
    ordered: z
      .boolean()
      .nullable()
      .describe('Of a multiple choice: whether a near miss is better than a far one.'),
    spotAt: z.iso
      .datetime({ offset: true })
      .nullable()
      .describe(
        'When the spot scores are taken; null: at the reveal if that is after opening, else at the close.',
      ),
    aggregate: aggregateNameShape.describe('Which forecast is the published one.'),
    finePrint: z.string().nullable(),
    claim: z.unknown().describe('The claim as stored; null where a human decides.'),
    claimText: z.string().nullable().describe('The claim in English.'),
    coverage: z.array(coverageShape).describe('Sources that its absence rests on.'),
    conditions: z
      .array(z.object({ questionId: z.string(), outcome: outcomeShape }))
      .describe('What a conditional question supposes; it is annulled where that does not come about.'),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable().describe('When somebody closed it by hand.'),
    verdict: verdictShape.nullable(),
    undecided: z
      .object({ reason: z.string(), at: z.iso.datetime() })
      .nullable()
      .describe('Settled without an outcome: a human is asked.'),
    resolution: standingResolutionShape.nullable(),
    contest: z
      .object({ value: valueShape, decidedAt: z.iso.datetime().nullable(), at: z.iso.datetime() })
      .nullable()
      .describe('What the engine says against a resolution that stands.'),
  })
  .meta({ id: 'Question' });

export type QuestionLineView = z.infer<typeof questionLineShape>;
export type QuestionView = z.infer<typeof questionShape>;
export type StandingResolutionView = z.infer<typeof standingResolutionShape>;
