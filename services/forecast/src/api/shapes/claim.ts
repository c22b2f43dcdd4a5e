import { z } from 'zod';

/** What is wrong with a claim, and where. */
const refusalShape = z
  .object({
    path: z.string().describe('Place in the JSON, such as `/measure/window/from`; empty for all of it.'),
    line: z.int().nullable().describe('Line of the text, from 1; null for a claim in JSON.'),
    column: z.int().nullable(),
    message: z.string().describe('What was expected there, and the nearest valid word.'),
  })
  .meta({ id: 'ClaimRefusal' });

/** What is allowed, but hardly meant. */
export const warningsShape = z
  .array(z.string())
  .describe(
    'Of each actor that nobody registered, with the nearest name: only reports that name it so can match.',
  );

/** A claim in all its forms. */
export const parsedClaimShape = z
  .object({
    valid: z.boolean(),
    kind: z.enum(['binary', 'numeric', 'date', 'choice']).nullable(),
    claim: z.unknown().describe('The JSON that is stored; null for a claim that is refused.'),
    text: z.string().nullable().describe('The text form.'),
    english: z.string().nullable(),
    lookback: z.iso.datetime().nullable().describe('No earlier event can matter.'),
    horizon: z.iso.datetime().nullable().describe('No event from here on can matter.'),
    refusals: z.array(refusalShape),
    warnings: warningsShape,
  })
  .meta({ id: 'ParsedClaim' });

export type ParsedClaimView = z.infer<typeof parsedClaimShape>;

const slotShape = z.object({
  name: z.string(),
  takes: z.enum(['event', 'state', 'date', 'zone', 'duration', 'number', 'ties', 'comparison']),
  says: z.string(),
  usually: z.union([z.string(), z.number()]).nullable().describe('What it is where it is left out.'),
});

export const templateShape = z
  .object({ name: z.string(), title: z.string(), slots: z.array(slotShape) })
  .meta({ id: 'ClaimTemplate' });
