import type { FastifyRequest } from 'fastify';
import { Histogram } from 'prom-client';
import type { Metrics } from '../metrics/metrics.ts';
import { authenticate } from './authenticate.ts';
import type { KeyLookup } from './authenticate.ts';
import type { Server } from './create-server.ts';

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Makes the server answer `GET /metrics` and measure its requests; before its routes are registered. Who asks from
 * this machine needs no key, who asks from elsewhere one of an administrator: a proxy in front of the API must not
 * give the numbers away.
 */
export function exposeMetrics(server: Server, metrics: Metrics, lookUp: KeyLookup): void {
  const durations = new Histogram({
    name: 'casus_http_request_duration_seconds',
    help: 'Time to answer requests, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [metrics.registry],
  });
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    durations.observe(labels, reply.elapsedTime / 1_000);
  });
  server.get('/metrics', {
    onRequest: async (request) => {
      if (!isFromHere(request)) await authenticate(request.headers.authorization, ['admin'], lookUp);
    },
    handler: async (_request, reply) =>
      reply
        .type(metrics.registry.contentType)
        .header('cache-control', 'no-store')
        .send(await metrics.read()),
  });
}

/** From a loopback address, and not on behalf of somebody else. */
function isFromHere({ socket, headers }: FastifyRequest): boolean {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/u, '');
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return (address === '::1' || address.startsWith('127.')) && !isForwarded;
}
