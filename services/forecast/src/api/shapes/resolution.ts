import { z } from 'zod';
import { positionShape } from './cut.ts';
import { standingResolutionShape } from './question.ts';

/** A resolution as it was made, with why. */
export const resolutionShape = standingResolutionShape
  .extend({
    cause: z
      .enum(['settled', 'followed', 'resolved-by-hand', 'annulled', 'condition-failed'])
      .describe('Why there is another one than before.'),
    explanation: z
      .array(z.string())
      .describe('Why the engine said so, and what had changed since the resolution before; in English.'),
    position: positionShape,
  })
  .meta({ id: 'Resolution' });

export type ResolutionView = z.infer<typeof resolutionShape>;
