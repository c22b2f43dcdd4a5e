import { z } from 'zod';
import { cutShape } from './cut.ts';
import { valueShape } from './verdict.ts';

/** Why a question stands as it does, and what would change that. */
export const outlookShape = z
  .object({
    value: valueShape.describe("What today's engine says."),
    asKnown: valueShape.describe('What it comes to if nothing else happens and nothing unread exists.'),
    why: z.array(z.string()).describe('Why, and what it waits for, in English.'),
    waitingFor: z.array(z.object({ source: z.string(), until: z.iso.datetime() })),
    flips: z
      .array(
        z.object({
          from: z.iso.datetime(),
          until: z.iso.datetime(),
          value: valueShape,
          text: z.string(),
        }),
      )
      .describe('One more event of a kind, in these seconds, and the value that it would make as known.'),
    unconfirmed: z
      .array(z.object({ eventId: z.string(), ifConfirmed: valueShape, ifNot: valueShape, text: z.string() }))
      .describe('Events that are not confirmed, and what hangs on them.'),
    next: z.array(z.iso.datetime()).describe('The next instants at which something of the claim passes.'),
    complete: z.boolean().describe('False where time ran out: there is nothing then but why.'),
    cut: cutShape,
  })
  .meta({ id: 'Outlook' });
