import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { sourceCoverageView } from '../present/coverage.ts';
import { sourceCoverageShape } from '../shapes/coverage.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { listSources } from '../store/sources.ts';
import { readView } from '../view.ts';

export function listCoverageRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/coverage',
    name: 'listCoverage',
    summary: 'Every source, how far it has been read, and for how long it has been silent',
    tag: 'World',
    allow: ['reader'],
    query: z.strictObject({ ...pageQuery, ...asOfQuery }),
    replies: { 200: pageOf(sourceCoverageShape).extend({ cut: cutShape }) },
  }).handle(async ({ query, headers }) => {
    const after = decodeCursor(z.string(), query.cursor);
    const body = await readView(context, { query, headers }, async (view) => {
      const page = toPage(
        await listSources(view, { ...query, after }),
        query.limit,
        ({ source }) => source.source,
      );
      return { ...page, items: page.items.map((each) => sourceCoverageView(each, view.moment)) };
    });
    return { status: 200, body };
  });
}
