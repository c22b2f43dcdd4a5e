import { DomainError } from '@casus/domain';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { eventView } from '../present/event.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { eventShape } from '../shapes/event.ts';
import { findEvent } from '../store/events.ts';
import { readView } from '../view.ts';

export function readEventRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/events/:eventId',
    name: 'readEvent',
    summary: 'An event and the reports that it rests on',
    tag: 'World',
    allow: ['reader'],
    refusals: ['event-unknown'],
    params: z.object({ eventId: z.string().max(100) }),
    query: z.strictObject(asOfQuery),
    replies: { 200: eventShape.extend({ cut: cutShape }) },
  }).handle(async ({ params, query, headers }) => {
    const body = await readView(context, { query, headers }, async (view) => {
      const found = await findEvent(view, params.eventId);
      if (!found) throw new DomainError('event-unknown', `There is no event ${params.eventId}.`);
      return eventView(found);
    });
    return { status: 200, body };
  });
}
