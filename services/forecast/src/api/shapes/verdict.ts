import { z } from 'zod';
import { positionShape } from './cut.ts';

export const valueShape = z
  .union([z.enum(['true', 'false', 'void', 'open', 'indeterminate']), z.object({ number: z.number() })])
  .describe('true, false, void or a number are decided; open waits for the future or for reading.');

/** What the claim engine says. */
export const verdictShape = z
  .object({
    value: valueShape,
    asKnown: valueShape.describe('The value if nothing unknown exists.'),
    decidedAt: z.iso.datetime().nullable(),
    waitingFor: z.array(z.object({ source: z.string(), until: z.iso.datetime() })),
    doubts: z.int().min(0),
    world: z.int().describe('Offset of the world record before which it reads.'),
    engine: z.int().describe('Version of the engine.'),
    position: positionShape.nullable().describe('Where it stands in the log; null where it was never said.'),
    saidAt: z.iso.datetime().nullable().describe('Log time of the verdict.'),
  })
  .meta({ id: 'Verdict' });

export type VerdictView = z.infer<typeof verdictShape>;
