import { z } from 'zod';
import { decidedValues } from './outcomes.ts';
import { json, name } from './shapes.ts';

const verdictValue = z.union([z.enum(['true', 'false', 'void', 'open', 'indeterminate']), ...decidedValues]);

/** UTC seconds, as the engine counts. */
const second = z.number();

const spoken = z.object({
  questionId: z.string().min(1).max(100),
  /** `questions` offset of the record with the definition that was decided. */
  definitionOffset: z.int().min(0),
  /** Next `world` offset: what was known is the prefix before it. */
  worldOffset: z.int().min(0),
  engineVersion: z.int().min(0),
});

export const verdictGiven = spoken.extend({
  verdict: z.object({
    value: verdictValue,
    asKnown: verdictValue,
    decidedAt: second.nullable(),
    waitingFor: z.array(z.object({ source: name, until: second })).max(200),
    doubts: z.int().min(0),
  }),
  /** SHA-256 (hex) of what was asked (kind, claim, coverage) as canonical JSON. */
  askedHash: z.string().min(1).max(100).optional(),
  /** SHA-256 (hex) of the certificate as canonical JSON. */
  certificateHash: z.string().min(1).max(100),
  /** The certificate itself, unless it is over 16 KiB and stored by its hash. */
  certificate: json.optional(),
});

export const verdictSettled = spoken.extend({
  value: verdictValue,
  decidedAt: second.nullable(),
  /** Why it settles as `indeterminate`. */
  reason: z.enum(['source-behind', 'undecided']).optional(),
});

export type VerdictGiven = z.infer<typeof verdictGiven>;
export type VerdictSettled = z.infer<typeof verdictSettled>;
