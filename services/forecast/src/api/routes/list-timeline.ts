import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { timelineEntry, timelineEntryShape } from '../present/timeline.ts';
import { asOfQuery, cutShape, timeQuery } from '../shapes/cut.ts';
import { eventStatus } from '../shapes/event.ts';
import { sidesQuery } from '../shapes/sides.ts';
import { topicShape, typesOf } from '../shapes/topic.ts';
import { listTimeline } from '../store/timeline.ts';
import { readView } from '../view.ts';

const place = z.tuple([z.number(), z.string()]);

export function listTimelineRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/timeline',
    name: 'listTimeline',
    summary: 'What happened between two sides, newest first, by topic',
    tag: 'World',
    allow: ['reader'],
    query: z.strictObject({
      between: sidesQuery.describe('Two actors, such as `USA,RUS`, with all who act for them.'),
      topic: topicShape.optional(),
      from: timeQuery.describe('Events that may have happened at or after it.'),
      to: timeQuery.describe('Events that may have happened before it.'),
      status: eventStatus.optional(),
      ...pageQuery,
      ...asOfQuery,
    }),
    replies: { 200: pageOf(timelineEntryShape).extend({ cut: cutShape }) },
  }).handle(async ({ query, headers }) => {
    const after = decodeCursor(place, query.cursor);
    const types = query.topic && typesOf(query.topic);
    const body = await readView(context, { query, headers }, async (view) => {
      const found = await listTimeline(view, { ...query, types, after });
      const page = toPage(found, query.limit, ({ event }) => [event.interval.from, event.eventId]);
      return { ...page, items: page.items.map(timelineEntry) };
    });
    return { status: 200, body };
  });
}
