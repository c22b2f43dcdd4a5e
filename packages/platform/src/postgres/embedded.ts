import { mkdir, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { StartupError } from '../process/startup-error.ts';
import { postgresAccount, reaching } from './account.ts';
import { findBinaries } from './binaries.ts';
import * as clusters from './cluster.ts';
import { initialise } from './initialise.ts';
import { tryOwnerLock } from './owner-lock.ts';

/** A Postgres server that belongs to this process; disposing stops it. */
export type EmbeddedPostgres = AsyncDisposable & {
  /** Connection string of the database `casus`, password included: not for logs. */
  readonly url: string;
  /** Rejects when the server goes away before it is disposed. */
  readonly failed: Promise<never>;
};

export type EmbeddedOptions = {
  /** The folder that holds the cluster; made when it is not there. */
  readonly dataDir: string;
  /** Server settings that replace the durable defaults. */
  readonly settings?: clusters.Settings;
  /** TCP port on loopback. @default a free one at each start */
  readonly port?: number;
};

const retryEveryMs = 250;
/** A killed owner's session ends within milliseconds; a lock that outlasts this belongs to a live process. */
const heldForMs = 1_000;
const giveUpAfterMs = 30_000;

const durableSettings: clusters.Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '100',
  shared_buffers: '64MB',
  jit: 'off',
  timezone: 'UTC',
  log_checkpoints: 'off',
  // Containers often have 64 MB of /dev/shm, too little for a parallel query: files in the cluster do not run out.
  ...(process.platform !== 'win32' && { dynamic_shared_memory_type: 'mmap' }),
};

/**
 * Starts the Postgres of a data folder and takes it over: makes its files on first start, stops and restarts a server
 * that a killed process left running, recovers from a killed server.
 * @throws {StartupError} when another live process holds the folder, or Postgres cannot run in it
 */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = await prepareCluster(options.dataDir);
  const owner = await takeOver(cluster, options);
  await createDatabase(owner.client);
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  owner.client.on('error', (cause) => lost.reject(new Error('the embedded Postgres went away', { cause })));
  return {
    url: inDatabase(owner.url),
    failed: lost.promise,
    async [Symbol.asyncDispose]() {
      owner.client.removeAllListeners('error');
      owner.client.on('error', () => undefined);
      await clusters.stopServer(cluster); // with the lock still held: nobody else's server is ever stopped
      await owner.client.end().catch(() => undefined);
    },
  };
}

/**
 * The database of a data folder as it is found: the one that another live process runs, or else opened here.
 * Disposing stops the server only where this call started it.
 * @throws {StartupError} Postgres cannot run in the folder
 */
export async function joinEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const url = await runningUrl(await prepareCluster(options.dataDir));
  if (url === undefined) return openEmbeddedPostgres(options);
  return {
    url: inDatabase(url),
    failed: new Promise<never>(() => undefined),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** Of a server that a live process owns. */
async function runningUrl(cluster: clusters.Cluster): Promise<string | undefined> {
  const running = await clusters.readPostmaster(cluster);
  if (running === undefined) return undefined;
  const url = await serverUrl(cluster, running.port);
  const attempt = await tryOwnerLock(url);
  if (attempt.status === 'ours') await attempt.client.end().catch(() => undefined);
  return attempt.status === 'held' ? url : undefined;
}

const databaseName = 'casus';

function inDatabase(url: string): string {
  return url.replace(/\/postgres$/u, `/${databaseName}`);
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
  if (rowCount === 0) await client.query(`create database ${databaseName}`);
}

async function prepareCluster(dataDir: string): Promise<clusters.Cluster> {
  await mkdir(dataDir, { recursive: true });
  const binaries = await findBinaries();
  const folder = join(await realpath(dataDir), 'postgres');
  const own = await postgresAccount();
  const account = own && (await reaching(own, [folder, binaries.postgres]));
  const cluster = { folder, binaries, account };
  if ((await clusters.clusterVersion(cluster)) === undefined) await initialise(cluster);
  await assertSameMajor(cluster);
  return cluster;
}

/** The embedded server's major version; a cluster of another one needs a dump and restore. */
const embeddedMajor = '18';

async function assertSameMajor(cluster: clusters.Cluster): Promise<void> {
  const version = await clusters.clusterVersion(cluster);
  if (version !== embeddedMajor)
    throw new StartupError(
      `The data in ${cluster.folder} was written by Postgres ${version ?? 'unknown'}, this is Postgres ${embeddedMajor}: choose another CASUS_DATA_DIR.`,
    );
}

type Owner = { readonly client: pg.Client; readonly url: string };

/** What the next look compares with: the server that this call started, and one seen running without an owner. */
type Progress = { started?: number; ownerless?: number; heldSince?: number; reason: string };

async function takeOver(cluster: clusters.Cluster, options: EmbeddedOptions): Promise<Owner> {
  const progress: Progress = { reason: 'it did not answer' };
  const giveUpAt = performance.now() + giveUpAfterMs;
  while (performance.now() < giveUpAt) {
    const owner = await look(cluster, options, progress);
    if (owner) return owner;
    await sleep(retryEveryMs);
  }
  throw new StartupError(
    `Postgres could not start in ${cluster.folder}: ${progress.reason} (see ${clusters.serverLog(cluster)}).`,
  );
}

async function look(
  cluster: clusters.Cluster,
  options: EmbeddedOptions,
  progress: Progress,
): Promise<Owner | undefined> {
  const running = await clusters.readPostmaster(cluster);
  const url = running && (await serverUrl(cluster, running.port));
  const attempt = url === undefined ? undefined : await tryOwnerLock(url);
  if (running === undefined || url === undefined || attempt === undefined || attempt.status === 'unreachable')
    return start(cluster, options, progress);
  if (attempt.status === 'held') return refuseWhenHeld(options, progress);
  if (running.pid === progress.started) return { client: attempt.client, url };
  // Ownerless once may be a process between its start and its lock; ownerless twice is an orphan.
  if (running.pid === progress.ownerless) await clusters.stopServer(cluster);
  progress.ownerless = running.pid;
  await attempt.client.end().catch(() => undefined);
  return undefined;
}

async function start(
  cluster: clusters.Cluster,
  options: EmbeddedOptions,
  progress: Progress,
): Promise<Owner | undefined> {
  await clusters.clearStalePostmaster(cluster);
  const port = options.port ?? (await freePort());
  const { started, reason } = await clusters.startServer(cluster, {
    ...durableSettings,
    ...options.settings,
    port: String(port),
  });
  progress.reason = reason;
  const running = await clusters.readPostmaster(cluster);
  if (!started || running?.port !== port) return undefined;
  progress.started = running.pid;
  const url = await serverUrl(cluster, port);
  const attempt = await tryOwnerLock(url);
  return attempt.status === 'ours' ? { client: attempt.client, url } : undefined;
}

function refuseWhenHeld(options: EmbeddedOptions, progress: Progress): undefined {
  progress.heldSince ??= performance.now();
  if (performance.now() - progress.heldSince < heldForMs) return;
  throw new StartupError(
    `Another running Casus holds the data folder ${options.dataDir}: stop it, or choose another CASUS_DATA_DIR.`,
  );
}

async function serverUrl(cluster: clusters.Cluster, port: number): Promise<string> {
  return `postgres://${clusters.clusterUser}:${await clusters.readPassword(cluster)}@127.0.0.1:${port}/postgres`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  });
  return promise;
}
