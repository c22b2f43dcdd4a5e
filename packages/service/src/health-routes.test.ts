import { memoryLog } from '@casus/log';
import { makeLogger } from '@casus/platform';
import { makeMetrics } from '@casus/platform/metrics';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { serveHealth } from './serve-health.ts';

const logger = makeLogger({ name: 'test', level: 'silent' });
const config = { CASUS_HOST: '127.0.0.1', CASUS_PORT: 0 };
const log = memoryLog({ partitions: { world: 1, questions: 1 }, clock: Date.now });
const keys = { lookUp: async () => undefined };
const shared = () => ({ log, logger, keys, metrics: makeMetrics() });
const pool = { query: async () => ({ rows: [] }) } as unknown as Pool;

async function readiness(url: string): Promise<unknown> {
  const answer = await fetch(`${url}/readyz`);
  return [answer.status, await answer.json()];
}

test('a service is ready once it waits for nothing', async () => {
  let waitingFor: string | undefined = 'the read tables';
  await using health = await serveHealth({ ...shared(), pool, waitingFor: () => waitingFor }, config);
  expect(await readiness(health.url)).toEqual([503, { status: 'waiting', waitingFor: 'the read tables' }]);
  waitingFor = undefined;
  expect(await readiness(health.url)).toEqual([200, { status: 'ready', waitingFor: null }]);
});

test('an outage of the database is said, and the process still answers', async () => {
  const gone = {
    query: async () => {
      throw new Error('connect ECONNREFUSED');
    },
  } as unknown as Pool;
  await using health = await serveHealth({ ...shared(), pool: gone }, config);
  const waitingFor = 'the log or the database';
  expect(await readiness(health.url)).toEqual([503, { status: 'waiting', waitingFor }]);
  expect((await fetch(`${health.url}/healthz`)).status).toBe(200);
});

test('what is not there is answered with a problem document', async () => {
  await using health = await serveHealth({ ...shared(), pool }, config);
  const answer = await fetch(`${health.url}/v1/questions`);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(await answer.json()).toMatchObject({ status: 404, code: 'not-found' });
});
