import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { asOfQuery, cutShape, timeQuery } from '../shapes/cut.ts';
import { sideQuery } from '../shapes/sides.ts';
import { listActivity } from '../store/activity.ts';
import { readView } from '../view.ts';

const place = z.tuple([z.iso.date(), z.string()]);
const count = z.int().min(0);

export function listActivityRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/activity',
    name: 'listActivity',
    summary: 'How many events of each type began in each day, week or month of UTC',
    tag: 'World',
    allow: ['reader'],
    query: z.strictObject({
      by: z.enum(['day', 'week', 'month']).default('day'),
      actor: sideQuery.optional(),
      type: z.string().max(120).optional().describe('With its subtypes.'),
      from: timeQuery.describe('Events that began at or after it.'),
      to: timeQuery.describe('Events that began before it.'),
      ...pageQuery,
      ...asOfQuery,
    }),
    replies: {
      200: pageOf(
        z
          .object({
            start: z.iso.date().describe('First day; a week begins on Monday.'),
            type: z.string(),
            certain: count,
            possible: count,
            disputed: count,
          })
          .meta({ id: 'ActivityCount' }),
      ).extend({ cut: cutShape }),
    },
  }).handle(async ({ query, headers }) => {
    const after = decodeCursor(place, query.cursor);
    const body = await readView(context, { query, headers }, async (view) =>
      toPage(await listActivity(view, { ...query, after }), query.limit, ({ start, type }) => [start, type]),
    );
    return { status: 200, body };
  });
}
