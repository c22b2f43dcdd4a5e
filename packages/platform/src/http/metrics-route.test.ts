import { expect, test } from 'vitest';
import { makeLogger } from '../logger.ts';
import { makeMetrics } from '../metrics/metrics.ts';
import { createServer } from './create-server.ts';
import { exposeMetrics } from './metrics-route.ts';

const lookUp = async (secret: string) =>
  secret === 'casus_admin_x'
    ? ({ id: '0', role: 'admin', source: null } as never)
    : secret === 'casus_reader_x'
      ? ({ id: '1', role: 'reader', source: null } as never)
      : undefined;

function serverWith(metrics = makeMetrics()) {
  const server = createServer({ log: makeLogger({ name: 'test', level: 'silent' }), problems: {} });
  exposeMetrics(server, metrics, lookUp);
  server.get('/v1/things/:id', async () => 'x');
  return server;
}

test('requests are measured by route, not by path, and by status', async () => {
  await using server = serverWith();
  for (const url of ['/v1/things/1', '/v1/things/2', '/nowhere']) await server.inject({ url });
  const { body, headers } = await server.inject({ url: '/metrics' });
  expect(headers['content-type']).toContain('text/plain; version=0.0.4');
  expect(body).toContain(
    'casus_http_request_duration_seconds_count{method="GET",route="/v1/things/:id",status="200"} 2',
  );
  expect(body).toContain('route="none",status="404"} 1');
  expect(body).toContain('process_resident_memory_bytes');
  expect(body).not.toContain('things/1');
});

test.each([
  ['here, without a key', '127.0.0.1', {}, 200],
  ['here over IPv6', '::1', {}, 200],
  ['here, on behalf of somebody', '127.0.0.1', { 'x-forwarded-for': '192.0.2.7' }, 401],
  ['elsewhere, without a key', '192.0.2.7', {}, 401],
  ['elsewhere, as a reader', '192.0.2.7', { authorization: 'Bearer casus_reader_x' }, 403],
  ['elsewhere, as an administrator', '192.0.2.7', { authorization: 'Bearer casus_admin_x' }, 200],
])('who asks from %s is answered accordingly', async (_who, remoteAddress, headers, status) => {
  await using server = serverWith();
  const { statusCode } = await server.inject({ url: '/metrics', remoteAddress, headers });
  expect(statusCode).toBe(status);
});

test('a part that cannot be read is counted, and the rest is told', async () => {
  const metrics = makeMetrics();
  metrics.onScrape(async () => {
    throw new Error('the database is away');
  });
  await using server = serverWith(metrics);
  const { statusCode, body } = await server.inject({ url: '/metrics' });
  expect(statusCode).toBe(200);
  expect(body).toContain('casus_scrape_failures_total 1');
});
