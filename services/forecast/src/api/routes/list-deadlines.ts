import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { deadlineShape, deadlinesOf, deadlineStates } from '../present/deadlines.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { sideQuery } from '../shapes/sides.ts';
import { listActs } from '../store/timeline.ts';
import { readView } from '../view.ts';

const place = z.tuple([z.iso.datetime(), z.string()]);

export function listDeadlinesRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/deadlines',
    name: 'listDeadlines',
    summary: 'Deadlines that are pending, were moved or have lapsed, by the time of their setting',
    tag: 'World',
    allow: ['reader'],
    query: z.strictObject({
      by: sideQuery.optional().describe('Who set them.'),
      on: sideQuery.optional().describe('Who is to act.'),
      state: z.enum(deadlineStates).optional(),
      ...pageQuery,
      ...asOfQuery,
    }),
    replies: { 200: pageOf(deadlineShape).extend({ cut: cutShape }) },
  }).handle(async ({ query, headers }) => {
    const { by, on, state, limit } = query;
    const [afterTime = '', afterId = ''] = decodeCursor(place, query.cursor) ?? [];
    const body = await readView(context, { query, headers }, async (view) => {
      const acts = await listActs(view, { by, on, types: ['deadline'] });
      const wanted = deadlinesOf(
        acts.map(({ event }) => event),
        view.moment / 1000,
      )
        .filter((each) => state === undefined || each.state === state)
        .filter(({ setAt: { earliest }, id }) => `${earliest} ${id}` > `${afterTime} ${afterId}`);
      return toPage(wanted.slice(0, limit + 1), limit, ({ setAt, id }) => [setAt.earliest, id]);
    });
    return { status: 200, body };
  });
}
