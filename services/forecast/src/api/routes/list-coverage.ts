import { route } from '@casus/platform/http';
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
    summary: 'Every source, and how far it has been read',
    tag: 'World',
    allow: ['reader'],
    query: z.strictObject(asOfQuery),
    replies: { 200: z.object({ items: z.array(sourceCoverageShape), cut: cutShape }) },
  }).handle(async ({ query, headers }) => {
    const body = await readView(context, { query, headers }, async (view) => ({
      items: (await listSources(view)).map(sourceCoverageView),
    }));
    return { status: 200, body };
  });
}
