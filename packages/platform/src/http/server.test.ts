import { DomainError } from '@casus/domain';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeLogger } from '../logger.ts';
import type { Principal } from '../accounts/principal.ts';
import { createServer } from './create-server.ts';
import { pageOf, pageQuery, toPage } from './cursor.ts';
import { registerRoutes } from './register-routes.ts';
import { route } from './route.ts';

const curator: Principal = {
  id: '11111111-1111-4111-8111-111111111111',
  role: 'curator',
  sourceId: undefined,
};
const reader: Principal = { ...curator, id: '22222222-2222-4222-8222-222222222222', role: 'reader' };
const holders = new Map([
  ['curator-key', curator],
  ['reader-key', reader],
]);

const openThing = route({
  method: 'POST',
  path: '/v1/things/:thingId',
  name: 'openThing',
  summary: 'Opens a thing',
  tag: 'Things',
  allow: ['forecaster'],
  refusals: ['thing-closed'],
  bodyLimitBytes: 500,
  params: z.object({ thingId: z.uuid() }),
  body: z.strictObject({
    probability: z.number().min(0.001).max(0.999),
    note: z.string().optional(),
    window: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }).optional(),
    claim: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('count'), least: z.int() }),
        z.object({ kind: z.literal('date') }),
      ])
      .optional(),
    either: z.union([z.object({ inner: z.object({ deep: z.number() }) }), z.string()]).optional(),
    nested: z.unknown().optional(),
  }),
  replies: { 201: z.object({ writeId: z.string(), by: z.string() }), 202: z.object({ note: z.string() }) },
}).handle(async ({ body, writeId, principal }) => {
  if (body.note === 'refused') throw new DomainError('thing-closed', 'The thing is closed.');
  if (body.note === 'unlisted') throw new DomainError('never-heard-of', 'secret internals');
  if (body.note === 'fault') throw new Error('secret internals');
  if (body.note === 'retry') throw Object.assign(new Error('secret internals'), { retryable: true });
  if (body.note === 'later') return { status: 202, body: { note: 'later' } };
  // A reply that the compiler lets pass and the schema does not.
  if (body.note === 'bad-reply')
    return JSON.parse('{"status":201,"body":{}}') as { status: 202; body: { note: string } };
  return { status: 201, body: { writeId, by: principal.id } };
});

const listThings = route({
  method: 'GET',
  path: '/v1/things',
  name: 'listThings',
  summary: 'All things',
  tag: 'Things',
  allow: 'everyone',
  query: z.strictObject(pageQuery),
  replies: { 200: pageOf(z.number()) },
}).handle(async ({ query }) => ({ status: 200, body: toPage([1, 2, 3], query.limit, (row) => row) }));

const server = createServer({
  log: makeLogger({ name: 'test', level: 'silent' }),
  problems: { 'thing-closed': { status: 409, title: 'The thing is closed' } },
});
registerRoutes(server, [openThing, listThings], async (key) => holders.get(key));
afterAll(() => server.close());

const thing = '/v1/things/33333333-3333-4333-8333-333333333333';

type Sent = { key?: string; headers?: Record<string, string>; url?: string };

async function post(payload: object | string, { key = 'curator-key', headers = {}, url = thing }: Sent = {}) {
  const response = await server.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    payload,
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: z.record(z.string(), z.unknown()).parse(response.json()),
  };
}

async function fieldsOf(payload: object | string, sent?: Sent) {
  const { status, body } = await post(payload, sent);
  expect(status).toBe(400);
  return z
    .array(z.object({ in: z.string(), field: z.string(), expected: z.string() }).loose())
    .parse(body['errors']);
}

test('a good request reaches its handler and gets its reply', async () => {
  const { status, body } = await post({ probability: 0.5 });
  expect(status).toBe(201);
  expect(body['by']).toBe(curator.id);
});

test('each reply a route declares is typed and sent by its status', async () => {
  expect(await post({ probability: 0.5, note: 'later' })).toMatchObject({
    status: 202,
    body: { note: 'later' },
  });
});

test('a refused field is named with what was expected', async () => {
  const { status, headers, body } = await post({ probability: 2 });
  expect(status).toBe(400);
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(body).toEqual({
    type: 'urn:casus:problem:invalid-request',
    title: 'The request is not valid',
    status: 400,
    code: 'invalid-request',
    detail: expect.stringContaining('"probability" in the body is not valid') as string,
    errors: [
      {
        in: 'body',
        field: 'probability',
        expected: 'a number ≤ 0.999',
        message: expect.any(String) as string,
      },
    ],
  });
});

test('all refused fields of all parts are named at once', async () => {
  const fields = await fieldsOf({ window: { from: 'yesterday' } }, { url: '/v1/things/7?extra=1' });
  expect(fields.map((each) => [each.in, each.field])).toEqual([
    ['path', 'thingId'],
    ['query', 'extra'],
    ['body', 'probability'],
    ['body', 'window.from'],
    ['body', 'window.to'],
  ]);
});

test.each<[what: string, payload: object, field: string, expected: string]>([
  ['a field that does not exist', { probability: 0.5, probabilty: 1 }, 'probabilty', 'no such field'],
  ['another type', { probability: '0.5' }, 'probability', 'number'],
  ['an unknown kind', { probability: 0.5, claim: { kind: 'sum' } }, 'claim.kind', "'count' | 'date'"],
  ['a field of a kind', { probability: 0.5, claim: { kind: 'count' } }, 'claim.least', 'number'],
  [
    'the alternative that was meant',
    { probability: 0.5, either: { inner: { deep: 'x' } } },
    'either.inner.deep',
    'number',
  ],
  ['all alternatives', { probability: 0.5, either: 7 }, 'either', 'object, or string'],
  ['a NUL character', { probability: 0.5, note: 'a\0b' }, 'note', 'well-formed Unicode'],
  [
    'half a surrogate pair',
    { probability: 0.5, nested: [{ a: '\ud800' }] },
    'nested[0].a',
    'well-formed Unicode',
  ],
])('%s is refused by name', async (_, payload, field, expected) => {
  const [error, ...others] = await fieldsOf(payload);
  expect(others).toEqual([]);
  expect(error?.field).toBe(field);
  expect(error?.expected).toContain(expected);
});

test('a body nested beyond reason is refused, not walked', async () => {
  const deep = `{"probability":0.5,"nested":${'['.repeat(100)}${']'.repeat(100)}}`;
  const [error] = await fieldsOf(deep);
  expect(error?.expected).toBe('at most 64 levels');
});

test.each<[code: string, status: number, payload: string, headers: Record<string, string>]>([
  ['malformed-json', 400, '{"probability":', {}],
  ['malformed-json', 400, '', {}],
  ['malformed-json', 400, '{"__proto__":{"a":1}}', {}],
  ['unsupported-media-type', 415, 'probability=1', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['unsupported-media-type', 415, '{"probability":1}', { 'content-type': 'text/plain' }],
  ['payload-too-large', 413, `{"note":"${'x'.repeat(600)}"}`, {}],
])('a body that cannot be read is %s', async (code, status, payload, headers) => {
  expect(await post(payload, { headers })).toMatchObject({ status, body: { code, status } });
});

test('a refusal of the domain gets the status of its code and keeps its message', async () => {
  const { status, body } = await post({ probability: 0.5, note: 'refused' });
  expect(status).toBe(409);
  expect(body).toMatchObject({
    code: 'thing-closed',
    title: 'The thing is closed',
    detail: 'The thing is closed.',
  });
});

test.each(['fault', 'unlisted', 'bad-reply'])(
  'a %s tells the caller nothing but the request id',
  async (note) => {
    const { status, body } = await post({ probability: 0.5, note });
    expect(status).toBe(500);
    expect(body).toMatchObject({ code: 'fault', requestId: expect.any(String) as string });
    expect(JSON.stringify(body)).not.toMatch(/secret|\.ts|stack/);
  },
);

test('an error marked retryable asks for the same request again', async () => {
  const { status, headers, body } = await post({ probability: 0.5, note: 'retry' });
  expect([status, headers['retry-after'], body['code']]).toEqual([503, '1', 'unavailable']);
});

test('an unknown path is a problem document', async () => {
  const response = await server.inject({ method: 'GET', url: '/v1/nothing?secret=1' });
  expect(response.statusCode).toBe(404);
  expect(response.json()).toMatchObject({ code: 'not-found', detail: 'There is no GET /v1/nothing.' });
});

test('a path that cannot be decoded is a problem document', async () => {
  const response = await server.inject({ method: 'GET', url: '/v1/%zz' });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ code: 'bad-request' });
});

test('another method on a known path says which are allowed', async () => {
  const response = await server.inject({ method: 'DELETE', url: thing });
  expect([response.statusCode, response.headers['allow']]).toEqual([405, 'POST']);
  expect(response.json()).toMatchObject({ code: 'method-not-allowed' });
});

test.each<[status: number, authorization: string | undefined]>([
  [401, undefined],
  [401, 'Basic abc'],
  [401, 'Bearer unknown-key'],
  [403, 'Bearer reader-key'],
])('%i for the authorization %s, before the body is looked at', async (status, authorization) => {
  const headers = {
    'content-type': 'application/json',
    ...(authorization !== undefined && { authorization }),
  };
  const response = await server.inject({ method: 'POST', url: thing, headers, payload: '{"broken' });
  expect(response.statusCode).toBe(status);
  expect(response.headers['www-authenticate'] !== undefined).toBe(status === 401);
});

test('the same idempotency key writes under the same id, another caller under another', async () => {
  const headers = { 'idempotency-key': 'order-7' };
  const write = async (more: Sent): Promise<unknown> =>
    (await post({ probability: 0.5 }, more)).body['writeId'];
  const first = await write({ headers });
  expect(await write({ headers })).toBe(first);
  expect(await write({})).not.toBe(first);
  expect(await write({ headers: { 'idempotency-key': 'order-8' } })).not.toBe(first);
});

test('a malformed idempotency key is refused by name', async () => {
  const fields = await fieldsOf({ probability: 0.5 }, { headers: { 'idempotency-key': 'has spaces' } });
  expect(fields).toMatchObject([{ in: 'header', field: 'Idempotency-Key' }]);
});

test('a list is read page by page', async () => {
  const response = await server.inject({ method: 'GET', url: '/v1/things?limit=2' });
  expect(response.json()).toEqual({ items: [1, 2], nextCursor: expect.any(String) as string });
});
