import { z } from 'zod';
import { positionShape } from './cut.ts';

/** A write that is in the log, and that readers do not see yet. */
export const pendingShape = z
  .object({
    position: positionShape,
    detail: z.string(),
  })
  .describe('It is recorded and not decided yet: read again with `Casus-Position`.')
  .meta({ id: 'Pending' });

const reason = z.string().trim().min(1).max(10_000).describe('Why: kept beside the log, and deletable.');

/** What every command on a question says. */
export const commandFields = {
  expectedRevision: z
    .int()
    .min(0)
    .describe('Revision of the question as it was read; another one by then is refused.'),
  reason,
};

export const commandBody = z.strictObject(commandFields);

export type CommandBody = z.infer<typeof commandBody>;
