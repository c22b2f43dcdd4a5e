import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';

export function healthRoute(): Route {
  return route({
    method: 'GET',
    path: '/healthz',
    name: 'readHealth',
    summary: 'The process answers',
    tag: 'Running',
    allow: 'everyone',
    replies: { 200: z.object({ status: z.literal('live') }) },
  }).handle(async () => ({ status: 200, body: { status: 'live' } }));
}
