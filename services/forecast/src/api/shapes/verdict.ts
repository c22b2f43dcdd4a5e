import { decidedValues } from '@casus/domain/records';
import { z } from 'zod';
import { positionShape } from './cut.ts';

export const valueShape = z
  .union([z.enum(['true', 'false', 'void', 'open', 'indeterminate']), ...decidedValues])
  .describe('What is neither open nor indeterminate is decided; open waits for the future or for reading.');

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

const proof = {
  certificate: z
    .unknown()
    .describe('What it rests on: witnesses, spells, read stretches, arithmetic; null where it is gone.'),
  explanation: z.array(z.string()).describe('The same in English.'),
};

/** A verdict with its proof. */
export const provenVerdictShape = verdictShape
  .extend({
    mode: z
      .enum(['published', 'knowable'])
      .describe("What was said then, or what today's engine says of what was known then."),
    ...proof,
  })
  .meta({ id: 'ProvenVerdict' });

/** A verdict that once stood, and why it came after the one before. */
export const verdictStepShape = verdictShape
  .extend({ reasons: z.array(z.string()), explanation: proof.explanation })
  .meta({ id: 'VerdictStep' });

export type ProvenVerdictView = z.infer<typeof provenVerdictShape>;
export type VerdictStepView = z.infer<typeof verdictStepShape>;
