import { z } from 'zod';
import { idempotencyKeySchema } from './idempotency.ts';
import { kitProblems, problemSchema } from './problem.ts';
import type { ProblemTable } from './problem.ts';
import { contentTypeOf } from './route.ts';
import type { Route } from './route.ts';
import { Components } from './openapi-components.ts';
import type { JsonObject } from './openapi-components.ts';

export type ApiDescription = {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
};

/** The OpenAPI 3.1 document of the routes: made from what the server checks, so it cannot say anything else. */
export function openApiDocument({
  title,
  version,
  description,
  routes,
  problems,
}: ApiDescription): JsonObject {
  const components = new Components();
  components.add('Problem', problemSchema, 'output');
  const known: ProblemTable = { ...kitProblems, ...problems };
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, known, components) };
  }
  return {
    openapi: '3.1.0',
    info: { title, version, description },
    paths,
    components: {
      schemas: components.schemas(),
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key' } },
    },
  };
}

function operation(route: Route, problems: ProblemTable, components: Components): JsonObject {
  const { name, summary, description, tag, allow } = route;
  const needed = allow === 'everyone' ? 'Open to everyone.' : `Needs the role ${allow.join(' or ')}.`;
  return {
    operationId: name,
    summary,
    description: description === undefined ? needed : `${description}\n\n${needed}`,
    tags: [tag],
    security: allow === 'everyone' ? [] : [{ key: [] }],
    parameters: parameters(route, components),
    ...(route.body && {
      requestBody: { required: true, content: bodies(route, components.inline(name, route.body, 'input')) },
    }),
    responses: { ...replies(route, components), ...refusals(route, problems) },
  };
}

function parameters(route: Route, components: Components): readonly JsonObject[] {
  const listed = [...parametersIn('path', route, components), ...parametersIn('query', route, components)];
  if (route.method === 'GET') return listed;
  const schema = components.inline(route.name, idempotencyKeySchema, 'input');
  return [...listed, { name: 'Idempotency-Key', in: 'header', required: false, schema }];
}

function parametersIn(part: 'path' | 'query', route: Route, components: Components): readonly JsonObject[] {
  const fields: z.core.$ZodLooseShape = (part === 'path' ? route.params : route.query)?.shape ?? {};
  return Object.entries(fields).map(([name, field]) => {
    if (!(field instanceof z.ZodType)) throw new Error(`${route.name}: ${name} has no schema`);
    const required = part === 'path' || !z.safeParse(field, undefined).success;
    const schema = components.inline(`${route.name}_${name}`, field, 'input');
    return { name, in: part, required, schema };
  });
}

function replies(route: Route, components: Components): JsonObject {
  const entries = Object.entries(route.replies).map(([status, schema]): [string, JsonObject] => {
    const body = components.inline(`${route.name}_${status}`, schema, 'output');
    const contentType = contentTypeOf(schema) ?? 'application/json';
    const content = {
      ...(!(schema instanceof z.ZodUndefined) && { [contentType]: { schema: body } }),
      ...(status === '200' && downloads(route)),
    };
    const has = Object.keys(content).length > 0 ? { content } : {};
    return [status, { description: schema.description ?? 'Success', ...has }];
  });
  return Object.fromEntries(entries);
}

function refusals(route: Route, problems: ProblemTable): JsonObject {
  const own = [
    'invalid-request',
    ...(route.refusals ?? []),
    ...(route.allow === 'everyone' ? [] : ['unauthenticated', 'forbidden']),
  ];
  const byStatus = Map.groupBy(own, (code) => problems[code]?.status ?? 500);
  const entries = [...byStatus].map(([status, codes]): [string, JsonObject] => {
    const description = codes.map((code) => `\`${code}\`: ${problems[code]?.title ?? 'unknown'}`).join('; ');
    const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
    return [String(status), { description, content }];
  });
  return Object.fromEntries(entries);
}

function bodies({ textBodies = [] }: Route, schema: JsonObject): JsonObject {
  const texts = textBodies.map((type): [string, JsonObject] => [type, { schema: { type: 'string' } }]);
  return { 'application/json': { schema }, ...Object.fromEntries(texts) };
}

function downloads({ downloads: types = [] }: Route): JsonObject {
  return Object.fromEntries(
    types.map((type) => [
      type,
      { schema: type === 'application/zip' ? { type: 'string', format: 'binary' } : { type: 'string' } },
    ]),
  );
}
