import type { EventLog } from '@casus/log';
import type { Logger } from '@casus/platform';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import type { Pool } from 'pg';
import { z } from 'zod';

export interface HealthContext {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly logger: Logger;
  /** What the service itself waits for; undefined when it is ready. @default nothing */
  readonly waitingFor?: () => string | undefined;
}

const readiness = z.object({
  status: z.enum(['ready', 'waiting']),
  waitingFor: z.string().nullable().describe('What is missing'),
});

/** `/healthz`: the process answers. `/readyz`: so do the log and the database, and the service is where it should be. */
export function healthRoutes(context: HealthContext): readonly Route[] {
  const shared = { method: 'GET', tag: 'Running', allow: 'everyone' } as const;
  return [
    route({
      ...shared,
      path: '/healthz',
      name: 'readHealth',
      summary: 'The process answers',
      replies: { 200: z.object({ status: z.literal('live') }) },
    }).handle(async () => ({ status: 200, body: { status: 'live' } })),
    route({
      ...shared,
      path: '/readyz',
      name: 'readReadiness',
      summary: 'The log and the database answer, and the service has caught up',
      replies: { 200: readiness, 503: readiness.describe('Not ready') },
    }).handle(async () => {
      const waitingFor = (await missing(context)) ?? null;
      return waitingFor === null
        ? { status: 200, body: { status: 'ready', waitingFor } }
        : { status: 503, body: { status: 'waiting', waitingFor } };
    }),
  ];
}

/** An outage is an answer, not an error. */
async function missing({ log, pool, logger, waitingFor }: HealthContext): Promise<string | undefined> {
  try {
    await pool.query('select 1');
    await log.heads('world');
    if ((await log.state()) === 'importing') return 'the end of the import';
  } catch (error) {
    logger.warn({ err: error }, 'the log or the database does not answer');
    return 'the log or the database';
  }
  return waitingFor?.();
}
