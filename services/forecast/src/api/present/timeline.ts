import { actText } from '@casus/claims/english';
import { z } from 'zod';
import { eventShape } from '../shapes/event.ts';
import { topicOf, topicShape } from '../shapes/topic.ts';
import type { FoundEvent } from '../store/events.ts';
import { eventView } from './event.ts';

/** An event as a line of a timeline. */
export const timelineEntryShape = eventShape
  .extend({
    topic: topicShape.nullable().describe('Null for a type of none of the topics.'),
    text: z.string().describe('Who did what, in English.'),
  })
  .meta({ id: 'TimelineEntry' });

export function timelineEntry(found: FoundEvent): z.infer<typeof timelineEntryShape> {
  const text = actText(found.event);
  return {
    ...eventView(found),
    topic: topicOf(found.event.type),
    text: text.slice(0, 1).toUpperCase() + text.slice(1),
  };
}
