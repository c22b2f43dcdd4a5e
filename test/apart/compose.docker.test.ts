import { expect, inject, test } from 'vitest';
import { demonstrationResults } from '../scenarios/demonstration-results.ts';
import { casusUnderTest } from '../scenarios/testing/casus.ts';
import { composeUp } from './testing/compose.ts';
import type { Stack } from './testing/compose.ts';
import { keysShown, send } from './testing/deployment.ts';
import type { Body } from './testing/deployment.ts';

const isToBeTried = inject('compose');
const timeout = 900_000;

test.runIf(isToBeTried)(
  'docker compose up: all healthy, the demonstration as one process answers it, reports in, all leave well',
  { timeout },
  async () => {
    await using stack = await composeUp();
    expect(await states(stack)).toEqual(healthy);
    const keys = keysShown(await stack.logs('prepare'));
    await using embedded = await casusUnderTest({ demonstration: true });
    const own = await demonstration((path) => send(`${stack.api}${path}`, keys['curator']));
    expect(own).toEqual(await demonstration((path) => embedded.get(path)));
    expect(await reportedAndRead(stack, keys)).toMatchObject({ ref: 'compose-1', source: 'press' });
    expect(await stack.run([...inApi, 'status'])).toContain('Nothing needs a hand.');
    expect(await stack.run([...inApi, 'log', 'verify'])).toContain('"findings":0');
    await stack.run(['stop', ...services]);
    const stopped = (await stack.containers()).filter(({ Service }) => services.includes(Service));
    const ends = stopped.map(({ Service, ExitCode }) => `${Service} ended with ${ExitCode}`);
    expect(ends.toSorted()).toEqual(
      healthy.filter((line) => services.includes(line.split(' ')[0] ?? '')).map(toEnded),
    );
  },
);

const inApi = ['exec', '-T', 'api', 'node', 'packages/cli/src/main.ts'];
const services = ['api', 'ingest', 'outbox', 'projector', 'resolver', 'scorer'];

const healthy = [
  'api healthy',
  'ingest healthy',
  'kafka healthy',
  'outbox healthy',
  'postgres healthy',
  'prepare ended with 0',
  'projector healthy',
  'projector healthy',
  'resolver healthy',
  'resolver healthy',
  'scorer healthy',
];

/** `api healthy` → `api ended with 0` */
function toEnded(line: string): string {
  return line.replace('healthy', 'ended with 0');
}

async function states(stack: Stack): Promise<readonly string[]> {
  const containers = await stack.containers();
  return containers
    .map(({ Service, Health, State, ExitCode }) =>
      State === 'exited' ? `${Service} ended with ${ExitCode}` : `${Service} ${Health}`,
    )
    .toSorted();
}

/** What the API answers about the demonstration. */
async function demonstration(get: (path: string) => Promise<Body>): Promise<unknown> {
  const lists = await Promise.all([get('/v1/questions?limit=1000'), get('/v1/events?limit=1000')]);
  const scores: unknown[] = [];
  for (const id of demonstrationResults.keys())
    scores.push((await get(`/v1/questions/${id}/scores`))['items']);
  return { lists: lists.map(({ items }) => items), scores };
}

async function reportedAndRead(stack: Stack, keys: Readonly<Record<string, string>>): Promise<Body> {
  const { reportId } = await send(`${stack.ingest}/v1/reports`, keys['source'], {
    source: 'press',
    ref: 'compose-1',
    type: 'meeting.held',
    participants: ['Narendra Modi', 'Vladimir Putin'],
    occurred: { from: '2025-09-02', precision: 'day' },
  });
  return send(`${stack.api}/v1/reports/${String(reportId)}`, keys['reader']);
}
