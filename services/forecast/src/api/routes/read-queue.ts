import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { queueKinds, readQueue } from '../read-queue.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { queueItemShape } from '../shapes/queue.ts';
import { readView } from '../view.ts';

const place = z.tuple([z.enum(queueKinds), z.json()]);

export function readQueueRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/curator/queue',
    name: 'readCuratorQueue',
    summary: 'What waits for a curator',
    tag: 'Questions',
    allow: ['curator'],
    query: z.strictObject({
      kind: z.enum(queueKinds).optional(),
      ...pageQuery,
      ...asOfQuery,
    }),
    replies: { 200: pageOf(queueItemShape).extend({ cut: cutShape }) },
  }).handle(async ({ query, headers, principal }) => {
    const after = decodeCursor(place, query.cursor);
    const body = await readView(context, { query, headers }, async (view) => {
      const found = await readQueue(view, { ...query, after, principal });
      const page = toPage(found, query.limit, ({ item, at }) => [item.kind, at]);
      return { ...page, items: page.items.map(({ item }) => item) };
    });
    return { status: 200, body };
  });
}
