import { z } from 'zod';
import { readSpells } from './read-spells.ts';
import { eventShape } from './shapes/event.ts';
import type { EventView } from './shapes/event.ts';
import { isoOf } from './times.ts';
import type { View } from './view.ts';

/** Whether two sides talk at the moment that the answer shows, and what would end that. */
export const talksStateShape = z
  .object({
    holds: z
      .enum(['yes', 'no', 'possibly'])
      .describe('possibly: it rests on an edge that is not known exactly.'),
    since: z.iso.datetime().nullable().describe('The first instant from which the talks may have held.'),
    lapsesAt: z.iso
      .datetime()
      .nullable()
      .describe(
        'The instant by which they end at the latest, unless the sides meet, call or schedule again.',
      ),
    endedBySuspension: z.boolean().describe('True while they hold: word of a suspension ends all of it.'),
    scheduled: z
      .array(eventShape)
      .describe(
        'Meetings still to come that keep the talks alive: a cancellation takes away the one it names.',
      ),
  })
  .meta({ id: 'TalksState' });

const monthMs = 31 * 86_400_000;

/** Over the longest time for which an opening can have kept the talks alive. */
export async function talksState(
  view: View,
  { fluent }: { readonly between: readonly [string, string]; readonly fluent: object },
): Promise<z.infer<typeof talksStateShape>> {
  const from = isoOf(Math.floor((view.moment - 12 * monthMs) / 1000) * 1000);
  const { spells, events } = await readSpells(view, { fluent, from });
  const now = isoOf(view.moment);
  const spell = spells.findLast((each) => each.from.earliest <= now && now < each.until.latest);
  if (!spell) {
    return { holds: 'no', since: null, lapsesAt: null, endedBySuspension: false, scheduled: [] };
  }
  const isSure = spell.from.latest <= now && now < spell.until.earliest;
  return {
    holds: isSure ? 'yes' : 'possibly',
    since: spell.from.earliest,
    lapsesAt: spell.until.latest,
    endedBySuspension: true,
    scheduled: events.filter(({ id, ...event }) => spell.openedBy.includes(id) && isToCome(event, now)),
  };
}

function isToCome({ type, attributes }: Omit<EventView, 'id'>, now: string): boolean {
  if (type !== 'meeting.scheduled') return false;
  return (attributes['for'] ?? []).some(
    (value) => typeof value === 'object' && 'ends' in value && value.ends.some((end) => end > now),
  );
}
