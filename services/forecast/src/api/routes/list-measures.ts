import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { measureKinds, measureShape, measuresOf, measureStates, measureTypes } from '../present/measures.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { sideQuery } from '../shapes/sides.ts';
import { listActs } from '../store/timeline.ts';
import { readView } from '../view.ts';

const place = z.string().describe('kind, then name');

export function listMeasuresRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/measures',
    name: 'listMeasures',
    summary: 'Sanctions and tariffs of one side on the other, in force or ended, with their history',
    tag: 'World',
    allow: ['reader'],
    query: z.strictObject({
      by: sideQuery.describe('Who imposed them.'),
      on: sideQuery.describe('Whom they burden.'),
      kind: z.enum(measureKinds).optional(),
      state: z.enum(measureStates).optional(),
      ...pageQuery,
      ...asOfQuery,
    }),
    replies: { 200: pageOf(measureShape).extend({ cut: cutShape }) },
  }).handle(async ({ query, headers }) => {
    const { by, on, kind, state, limit } = query;
    const after = decodeCursor(place, query.cursor) ?? '';
    const placeOf = (each: { kind: string; name: string | null }): string =>
      `${each.kind} ${each.name ?? ''}`;
    const body = await readView(context, { query, headers }, async (view) => {
      const acts = await listActs(view, { by, on, types: measureTypes });
      const wanted = measuresOf(
        acts.map(({ event }) => event),
        view.moment / 1000,
      )
        .filter((each) => (kind ?? each.kind) === each.kind && (state ?? each.state) === each.state)
        .filter((each) => placeOf(each) > after);
      return toPage(wanted.slice(0, limit + 1), limit, placeOf);
    });
    return { status: 200, body };
  });
}
