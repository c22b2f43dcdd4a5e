import { z } from 'zod';
import { docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi.ts';
import type { ApiDescription } from './openapi.ts';
import { route } from './route.ts';
import type { Route } from './route.ts';

/** `/v1/openapi.json` for programs and `/docs` for people, both about the given routes and made once. */
export function docsRoutes(api: ApiDescription): readonly Route[] {
  const document = openApiDocument(api);
  const page = docsPage(api);
  const shared = { method: 'GET', tag: 'Documentation', allow: 'everyone' } as const;
  return [
    route({
      ...shared,
      path: '/v1/openapi.json',
      name: 'readOpenApi',
      summary: 'This interface for programs',
      replies: { 200: z.record(z.string(), z.unknown()) },
    }).handle(async () => ({ status: 200, body: { ...document } })),
    route({
      ...shared,
      path: '/docs',
      name: 'readDocs',
      summary: 'This interface for people',
      replies: { 200: z.string().meta({ contentType: 'text/html; charset=utf-8' }) },
    }).handle(async () => ({ status: 200, body: page })),
  ];
}
