import { expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from './openapi.ts';
import { route } from './route.ts';

const tree: z.ZodType = z
  .object({ name: z.string(), children: z.array(z.lazy(() => tree)) })
  .meta({ id: 'Tree' });

const document = openApiDocument({
  title: 'Trees',
  version: '1.0.0',
  description: 'About trees.',
  problems: { 'tree-felled': { status: 409, title: 'The tree was felled' } },
  routes: [
    route({
      method: 'POST',
      path: '/v1/trees/:treeId/grafts',
      name: 'graft',
      summary: 'Grafts a tree',
      tag: 'Trees',
      allow: ['curator'],
      refusals: ['tree-felled'],
      params: z.object({ treeId: z.uuid() }),
      query: z.object({ dryRun: z.stringbool().default(false), depth: z.coerce.number() }),
      body: tree,
      replies: { 201: z.object({ grown: tree }), 204: z.undefined() },
    }).handle(async () => ({ status: 204, body: undefined })),
    route({
      method: 'GET',
      path: '/v1/trees.csv',
      name: 'exportTrees',
      summary: 'All trees',
      tag: 'Trees',
      allow: 'everyone',
      replies: { 200: z.string().meta({ contentType: 'text/csv' }) },
    }).handle(async () => ({ status: 200, body: '' })),
  ],
});

test('paths, parameters and security come from the routes', () => {
  expect(document).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/v1/trees/{treeId}/grafts': {
        post: {
          operationId: 'graft',
          security: [{ key: [] }],
          parameters: [
            { name: 'treeId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
            { name: 'dryRun', in: 'query', required: false },
            { name: 'depth', in: 'query', required: true },
            { name: 'Idempotency-Key', in: 'header', required: false },
          ],
        },
      },
      '/v1/trees.csv': { get: { security: [], parameters: [] } },
    },
  });
});

test('refusals are listed under the status of their code', () => {
  expect(document).toHaveProperty(
    ['paths', '/v1/trees/{treeId}/grafts', 'post', 'responses', '409', 'description'],
    '`tree-felled`: The tree was felled',
  );
  expect(document).toHaveProperty(['paths', '/v1/trees/{treeId}/grafts', 'post', 'responses', '403']);
  expect(document).not.toHaveProperty(['paths', '/v1/trees.csv', 'get', 'responses', '403']);
});

test('a reply that is not JSON names its content type', () => {
  expect(document).toHaveProperty([
    'paths',
    '/v1/trees.csv',
    'get',
    'responses',
    '200',
    'content',
    'text/csv',
  ]);
});

test('every reference in the document leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, target]) => target ?? '',
  );
  expect(references.length).toBeGreaterThan(3);
  for (const reference of references) {
    expect(reference).toMatch(/^#\/components\/schemas\//);
    expect(document).toHaveProperty(reference.slice(2).split('/'));
  }
});
