import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { expect, test } from 'vitest';
import { freePort, startCasus } from '../faults/embedded/casus-process.ts';
import type { CasusProcess } from '../faults/embedded/casus-process.ts';
import { oldPostgres } from './testing/old-postgres.ts';

const timeout = 90_000;

/** An empty folder that any account may pass through; disposing removes it. */
async function emptyFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'casus-start-'));
  await chmod(path, 0o755);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts without the demonstration; disposing stops it. */
function started(
  dataDir: string,
  port: number,
  environment: Readonly<Record<string, string>> = {},
): CasusProcess & AsyncDisposable {
  const casus = startCasus({ dataDir, port, environment: { CASUS_DEMO: 'off', ...environment } });
  return { ...casus, [Symbol.asyncDispose]: async () => void (await casus.stop()) };
}

/** All that a start says before it gives up. */
async function refusal(casus: CasusProcess): Promise<string> {
  expect(await casus.ended).toBe(1);
  return casus.output();
}

test('a port in use is named in one sentence', { timeout }, async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await using database = await freshDatabase();
  const said = await refusal(started('unused', port, { DATABASE_URL: database.url }));
  expect(said).toBe(`Port ${port} on 127.0.0.1 is in use: stop the other program or set CASUS_PORT.\n`);
  server.close();
});

test(
  'a Postgres that nobody reaches is named in one sentence, without its password',
  { timeout },
  async () => {
    const port = await freePort();
    const url = `postgres://casus:secret@127.0.0.1:${port}/casus`;
    const said = await refusal(started('unused', 0, { DATABASE_URL: url }));
    expect(said).toMatch(/^The Postgres of DATABASE_URL cannot be used: connect ECONNREFUSED [^\n]*\n$/u);
    expect(said).not.toContain('secret');
  },
);

test('a Postgres that is too old is named in one sentence', { timeout }, async () => {
  await using postgres = await oldPostgres();
  const said = await refusal(started('unused', 0, { DATABASE_URL: postgres.url }));
  expect(said).toBe('The Postgres of DATABASE_URL is version 14; Casus needs Postgres 15 or newer.\n');
});

test('every wrong variable is named at once', { timeout }, async () => {
  const said = await refusal(started('unused', 0, { CASUS_PORT: 'many', CASUS_DEMO: 'maybe' }));
  expect(said).toMatch(/^The configuration is wrong:\n {2}CASUS_PORT: [^\n]+\n {2}CASUS_DEMO: [^\n]+\n$/u);
});

test('a stop that comes while the demonstration is loaded is heard', { timeout }, async () => {
  await using database = await freshDatabase();
  const casus = started('unused', 0, { DATABASE_URL: database.url, CASUS_DEMO: 'on' });
  await expect.poll(() => hasLog(database.url), { timeout: 30_000 }).toBe(true);
  expect(await casus.stop()).toBe(0);
  expect(casus.output()).toBe('');
});

async function hasLog(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('log.identity') is not null as there`,
  );
  await client.end();
  return rows[0]?.there === true;
}

test('a data folder has one Casus, and shows the same after kill -9', { timeout }, async ({ signal }) => {
  await using folder = await emptyFolder();
  const port = await freePort();
  await using first = started(folder.path, port);
  await first.ready(signal);
  const key = /casus_curator_\S+/u.exec(await printed(first, /casus_source_\S+/u))?.[0] ?? '';
  const said = await refusal(started(folder.path, 0));
  expect(said).toMatch(
    /^Another running Casus holds the data folder [^\n]+: stop it, or choose another [^\n]+\n$/u,
  );
  await fileReport(first.url, key);
  const before = await shown(first.url, key);
  expect(before).toContain('meeting.held');
  await first.kill();
  await using second = started(folder.path, port);
  await second.ready(signal);
  expect(await shown(second.url, key)).toBe(before);
  expect(await second.stop()).toBe(0);
});

/** What a process printed, once that is in it. */
async function printed(casus: CasusProcess, part: RegExp): Promise<string> {
  await expect.poll(() => casus.output(), { timeout: 10_000 }).toMatch(part);
  return casus.output();
}

async function fileReport(url: string, key: string): Promise<void> {
  const answer = await fetch(`${url}/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      source: 'press',
      ref: 'p-1',
      type: 'meeting.held',
      participants: ['Donald Trump', 'Vladimir Putin'],
      occurred: { from: '2025-08-15', precision: 'day' },
    }),
  });
  expect(answer.status).toBe(201);
}

/** All events, sources and coverage, without how long it is since they last said something. */
async function shown(url: string, key: string): Promise<string> {
  const read = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { items: unknown }).items;
  };
  const all = [await read('/v1/events'), await read('/v1/sources'), await read('/v1/coverage')];
  const grows = new Set(['silentSeconds', 'behindSeconds']);
  return JSON.stringify(all, (name, value: unknown) => (grows.has(name) ? undefined : value));
}
