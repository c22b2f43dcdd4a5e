import { z } from 'zod';

const valueShape = z
  .union([z.enum(['true', 'false', 'void', 'open', 'indeterminate']), z.object({ number: z.number() })])
  .describe('true, false and void (or a number) are decided; open waits for the future or for reading.');

/** What the claim engine says, and from which records. */
export const verdictShape = z.object({
  value: valueShape,
  asKnown: valueShape.describe('The value if nothing unknown exists.'),
  decidedAt: z.iso.datetime().nullable(),
  waitingFor: z.array(z.object({ source: z.string(), until: z.iso.datetime() })),
  doubts: z.int().min(0),
  definition: z.int().describe('Offset of the definition it decides, in the partition of the question.'),
  world: z.int().describe('Offset of the world record before which it reads.'),
  engine: z.int().describe('Version of the engine.'),
  position: z.string().describe('Where the verdict stands in the log.'),
  saidAt: z.iso.datetime().describe('Log time of the verdict.'),
  explanation: z.array(z.string()),
});

export const verdictWithCertificateShape = verdictShape.extend({
  mode: z.enum(['published', 'knowable']),
  certificate: z.unknown(),
});

export type VerdictView = z.infer<typeof verdictShape>;
