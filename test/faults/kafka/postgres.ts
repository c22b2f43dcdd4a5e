import { join } from 'node:path';
import { openEmbeddedPostgres } from '@casus/platform/postgres';
import type { EmbeddedPostgres } from '@casus/platform/postgres';
import pg from 'pg';
import { freePort } from '../embedded/casus-process.ts';
import { endPostgres } from '../postmaster.ts';

/** The Postgres that all services share, always at the same address. */
export interface SharedPostgres extends AsyncDisposable {
  /** kill -9 of the server and all its sessions. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
  /** Makes an empty database; its connection string. */
  createDatabase(name: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
}

export async function startPostgres(dataDir: string): Promise<SharedPostgres> {
  const port = await freePort();
  const settings = { max_connections: '200' };
  let server: EmbeddedPostgres = await openEmbeddedPostgres({ dataDir, port, settings });
  const { url } = server;
  return {
    async kill() {
      await endPostgres(join(dataDir, 'postgres'), 'SIGKILL');
      await server[Symbol.asyncDispose]();
    },
    async start() {
      server = await openEmbeddedPostgres({ dataDir, port, settings });
    },
    async createDatabase(name) {
      await execute(url, `create database ${name}`);
      const own = new URL(url);
      own.pathname = `/${name}`;
      return own.href;
    },
    dropDatabase: (name) => execute(url, `drop database ${name} with (force)`),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
