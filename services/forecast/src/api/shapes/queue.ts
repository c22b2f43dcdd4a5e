import { z } from 'zod';
import { positionShape } from './cut.ts';
import { eventShape } from './event.ts';
import { questionLineShape } from './question.ts';

/** Something that waits for a curator. */
export const queueItemShape = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('contested').describe('The engine says something else than the resolution.'),
      question: questionLineShape,
    }),
    z.object({
      kind: z.literal('undecided').describe('The claim settled without a value: a human decides.'),
      question: questionLineShape,
    }),
    z.object({
      kind: z.literal('disputed').describe('A party or an official source denies it.'),
      event: eventShape,
    }),
    z.object({
      kind: z.literal('unreadable').describe('No absence is said until it is read or discarded.'),
      record: z.object({ position: positionShape, type: z.string() }),
    }),
  ])
  .meta({ id: 'QueueItem' });

export type QueueItem = z.infer<typeof queueItemShape>;
