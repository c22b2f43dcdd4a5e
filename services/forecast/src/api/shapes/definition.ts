import { questionDefinition } from '@casus/domain/records';
import { z } from 'zod';

/** What an author says of a question; the claim is a draft, with dates and durations as people write them. */
export const definitionFields = {
  ...questionDefinition.shape,
  claim: z
    .json()
    .nullable()
    .describe('The claim, or for a numeric question the measure; null where a human decides.'),
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
