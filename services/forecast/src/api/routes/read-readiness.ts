import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { readinessOf } from '../readiness.ts';

const readinessShape = z
  .object({
    status: z.enum(['ready', 'importing', 'behind', 'unavailable']),
    behind: z
      .array(z.object({ topic: z.string(), partition: z.int(), records: z.int() }))
      .describe('Records that readers do not see yet, by partition.'),
  })
  .meta({ id: 'Readiness' });

export function readinessRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/readyz',
    name: 'readReadiness',
    summary: 'The log takes appends, and readers see nearly all of it',
    tag: 'Running',
    allow: 'everyone',
    replies: { 200: readinessShape, 503: readinessShape.describe('Not ready') },
  }).handle(async () => {
    const readiness = await readinessOf(context);
    const body = { ...readiness, behind: [...readiness.behind] };
    return readiness.status === 'ready' ? { status: 200, body } : { status: 503, body };
  });
}
