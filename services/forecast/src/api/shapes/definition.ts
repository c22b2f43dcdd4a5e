import { questionDefinition } from '@casus/domain/records';
import { z } from 'zod';

/** What an author says of a question; the claim is a draft, with dates and durations as people write them. */
export const definitionFields = {
  ...questionDefinition.shape,
  claim: z
    .json()
    .nullable()
    .describe(
      'The claim, or the measure where a number or a date is asked, in JSON or as text; null where a human decides.',
    ),
  days: questionDefinition.shape.days.describe(
    "Of a date question: the first and the last day asked for; by default those of the claim's window.",
  ),
  options: z
    .array(z.strictObject({ name: z.string().min(1).max(100), claim: z.json().nullable() }))
    .min(2)
    .max(20)
    .optional()
    .describe('Of a multiple choice: each with its claim, the last with null: what is left over.'),
  coverage: questionDefinition.shape.coverage
    .unwrap()
    .optional()
    .describe('Sources that its absence rests on; by default all that say how far they have been read.'),
};

const definitionDraft = z.strictObject(definitionFields);

export type DefinitionDraft = z.infer<typeof definitionDraft>;

/** A name for a question in addresses. */
export const questionIdShape = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
  .max(100);
