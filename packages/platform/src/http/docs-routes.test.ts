import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeLogger } from '../logger.ts';
import { createServer } from './create-server.ts';
import { docsRoutes } from './docs-routes.ts';
import { registerRoutes } from './register-routes.ts';
import { route } from './route.ts';

const listTrees = route({
  method: 'GET',
  path: '/v1/trees',
  name: 'listTrees',
  summary: 'Trees <b>of all kinds</b>',
  tag: 'Trees',
  allow: ['reader'],
  refusals: ['wood-closed'],
  query: z.object({ kind: z.enum(['oak', 'elm']).optional() }),
  replies: { 200: z.array(z.string()) },
}).handle(async () => ({ status: 200, body: [] }));

const server = createServer({ log: makeLogger({ name: 'test', level: 'silent' }), problems: {} });
const api = { title: 'Trees', version: '1.0.0', description: '', problems: {}, routes: [listTrees] };
registerRoutes(server, [listTrees, ...docsRoutes(api)], async () => undefined);
afterAll(() => server.close());

test('programs read the document without a key', async () => {
  const response = await server.inject('/v1/openapi.json');
  expect(response.json()).toMatchObject({
    openapi: '3.1.0',
    paths: { '/v1/trees': { get: { operationId: 'listTrees' } } },
  });
});

test('people read a page that names every route and loads nothing from elsewhere', async () => {
  const response = await server.inject('/docs');
  expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(response.body).toContain('/v1/trees');
  expect(response.body).toContain('wood-closed');
  expect(response.body).not.toMatch(/<script|<link|https?:\/\/(?!json-schema)/);
});

test('text in the page is text, not markup', async () => {
  const { body } = await server.inject('/docs');
  expect(body).toContain('Trees &lt;b&gt;of all kinds&lt;/b&gt;');
});
