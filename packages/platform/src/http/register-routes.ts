import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Principal } from '../accounts/principal.ts';
import { authenticate } from './authenticate.ts';
import type { KeyLookup } from './authenticate.ts';
import type { Server } from './create-server.ts';
import { sendable } from './files/download.ts';
import type { Download } from './files/download.ts';
import { fieldErrors } from './field-errors.ts';
import { writeIdOf } from './idempotency.ts';
import { Problem } from './problem.ts';
import type { FieldError, RequestPart } from './problem.ts';
import { contentTypeOf } from './route.ts';
import type { Method, Route, RouteInput, UntypedReply } from './route.ts';
import { unstorable } from './storable.ts';
import { checkBodyType, parseTextBodies } from './files/text-body.ts';

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const nothing = z.strictObject({});

/** Makes the server answer the routes, and refuse other methods on their paths with 405. */
export function registerRoutes(server: Server, routes: readonly Route[], lookUp: KeyLookup): void {
  parseTextBodies(server);
  for (const route of routes) registerRoute(server, route, lookUp);
  for (const [path, taken] of Map.groupBy(routes, (route) => route.path))
    refuseOtherMethods(
      server,
      path,
      taken.map((route) => route.method),
    );
}

function registerRoute(server: Server, route: Route, lookUp: KeyLookup): void {
  const principals = new WeakMap<FastifyRequest, Principal>();
  server.route({
    method: route.method,
    url: route.path,
    ...(route.bodyLimitBytes !== undefined && { bodyLimit: route.bodyLimitBytes }),
    // Before the body is read: who has no key is told so whatever the body says.
    onRequest: async (request) => {
      principals.set(request, await authenticate(request.headers.authorization, route.allow, lookUp));
      checkBodyType(request, route.textBodies);
    },
    handler: async (request, reply) => {
      const principal = principals.get(request);
      if (!principal) throw new Error('the request reached its handler unauthenticated');
      const answer = await route.handle(checkedInput(route, request, principal));
      return 'chunks' in answer ? sendFile(reply, route, answer) : send(reply, checkedReply(route, answer));
    },
  });
}

function checkedInput(
  route: Route,
  request: FastifyRequest,
  principal: Principal,
): RouteInput<unknown, unknown, unknown> {
  const errors: FieldError[] = [];
  const check = (part: RequestPart, schema: z.ZodType, value: unknown): unknown => {
    const broken = unstorable(part, value);
    const parsed = broken.length > 0 ? undefined : schema.safeParse(value);
    errors.push(...broken, ...fieldErrors(part, parsed?.error?.issues ?? []));
    return parsed?.data;
  };
  const params = check('path', route.params ?? nothing, request.params);
  const query = check('query', route.query ?? nothing, request.query);
  const body = route.body && check('body', route.body, request.body);
  if (errors.length > 0) throw new Problem('invalid-request', summary(errors), { errors });
  const writeId = writeIdOf({
    principalId: principal.id,
    route: `${route.method} ${route.path}`,
    key: request.headers['idempotency-key'],
  });
  return { params, query, body, principal, writeId, headers: request.headers };
}

function summary(errors: readonly FieldError[]): string {
  const [first] = errors;
  const place = first && (first.field === '' ? `the ${first.in}` : `"${first.field}" in the ${first.in}`);
  const others = errors.length > 1 ? ` and ${errors.length - 1} more` : '';
  return `${place} is not valid${others}: ${first?.message}.`;
}

/** A reply that breaks its schema is a fault of ours: the document that clients rely on would be wrong. */
function checkedReply(route: Route, { status, body, headers = {} }: UntypedReply): Required<UntypedReply> {
  const schema = route.replies[status];
  if (!schema) throw new Error(`${route.name} answered ${status}, which it does not declare`);
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new Error(`${route.name} answered ${status} with a body that breaks its schema`, {
      cause: parsed.error,
    });
  const contentType = contentTypeOf(schema);
  return {
    status,
    body: parsed.data,
    headers: contentType ? { 'content-type': contentType, ...headers } : headers,
  };
}

function send(reply: FastifyReply, { status, body, headers }: Required<UntypedReply>): FastifyReply {
  return reply.code(status).headers(headers).send(body);
}

function sendFile(reply: FastifyReply, route: Route, download: Download): FastifyReply {
  if (!route.downloads?.includes(download.contentType))
    throw new Error(`${route.name} answered with ${download.contentType}, which it does not declare`);
  const { headers, body } = sendable(download);
  return reply.code(download.status).headers(headers).send(body);
}

function refuseOtherMethods(server: Server, path: string, taken: readonly Method[]): void {
  const others = methods.filter((method) => !taken.includes(method));
  const allow = taken.join(', ');
  server.route({
    method: others,
    url: path,
    onRequest: async (request) => {
      const detail = `${request.method} is not allowed here, only ${allow}.`;
      throw new Problem('method-not-allowed', detail, { headers: { allow } });
    },
    handler: async () => undefined,
  });
}
