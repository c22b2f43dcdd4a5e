import { z } from 'zod';
import { eventShape } from './event.ts';

const edge = z
  .object({ earliest: z.iso.datetime(), latest: z.iso.datetime() })
  .describe('The same instant twice where it is known exactly.');

/** A run of time for which a state holds, as known. */
export const spellShape = z
  .object({
    from: edge,
    until: edge.describe('The first instant at which it holds no more, if nothing further happens.'),
    openedBy: z.array(z.string()).describe('Events that opened or renewed it.'),
    endedBy: z.array(z.string()).describe('Events whose word, date or lapse ended it.'),
  })
  .meta({ id: 'Spell' });

/** Spells in order, and the events that they name. */
export const spellsShape = z.object({
  spells: z.array(spellShape),
  events: z.array(eventShape),
});

export type SpellView = z.infer<typeof spellShape>;
export type SpellsView = z.infer<typeof spellsShape>;
