import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { eventView } from '../present/event.ts';
import { asOfQuery, cutShape, timeQuery } from '../shapes/cut.ts';
import { eventShape, eventStatus } from '../shapes/event.ts';
import { listEvents } from '../store/events.ts';
import { readView } from '../view.ts';

const place = z.tuple([z.number(), z.string()]);

export function listEventsRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/events',
    name: 'listEvents',
    summary: 'Events by the time at which they happened',
    tag: 'World',
    allow: ['reader'],
    query: z.strictObject({
      type: z.string().max(120).optional().describe('With its subtypes.'),
      actor: z.string().max(200).optional().describe('Actor, target or participant.'),
      from: timeQuery.describe('Events that may have happened at or after it.'),
      to: timeQuery.describe('Events that may have happened before it.'),
      status: eventStatus.optional(),
      ...pageQuery,
      ...asOfQuery,
    }),
    replies: { 200: pageOf(eventShape).extend({ cut: cutShape }) },
  }).handle(async ({ query, headers }) => {
    const after = decodeCursor(place, query.cursor);
    const body = await readView(context, { query, headers }, async (view) => {
      const found = await listEvents(view, { ...query, after });
      const page = toPage(found, query.limit, ({ event }) => [event.interval.from, event.eventId]);
      return { ...page, items: page.items.map(eventView) };
    });
    return { status: 200, body };
  });
}
