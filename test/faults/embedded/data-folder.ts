import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '@casus/platform';
import { keysIn, migrateAccounts } from '@casus/platform/accounts';
import { openEmbeddedPostgres } from '@casus/platform/postgres';
import pg from 'pg';

const dayMs = 86_400_000;

/** A data folder of one life; disposing ends the Postgres that a kill left behind, and removes the folder. */
export interface DataFolder extends AsyncDisposable {
  /** What `CASUS_DATA_DIR` is to name. */
  readonly path: string;
  /** A curator's key. */
  readonly key: string;
  /** Opens the database while no Casus runs on it; disposing closes it. */
  readonly open: () => Promise<AsyncDisposable & { readonly pool: pg.Pool }>;
  /** Connection string of the server that runs in the folder; undefined when none was started. */
  readonly runningUrl: () => Promise<string | undefined>;
  /** SIGKILL to the Postgres in the folder, if one runs. */
  readonly killPostgres: () => Promise<void>;
}

/** A folder with an empty database in which one curator has a key. */
export async function makeDataFolder(): Promise<DataFolder> {
  const path = await mkdtemp(join(tmpdir(), 'casus-faults-'));
  await chmod(path, 0o755); // the account that Postgres runs under passes through it
  const dataDir = join(path, 'demo');
  const cluster = join(dataDir, 'postgres');
  const open: DataFolder['open'] = () => openDatabase(dataDir);
  const dispose = async (): Promise<void> => {
    await endPostgres(cluster, 'SIGQUIT');
    await rm(path, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const key = await issueKey(open);
    return {
      path,
      key,
      open,
      runningUrl: () => runningUrl(cluster),
      killPostgres: () => endPostgres(cluster, 'SIGKILL'),
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function openDatabase(dataDir: string): ReturnType<DataFolder['open']> {
  await using held = new AsyncDisposableStack();
  const postgres = held.use(await openEmbeddedPostgres({ dataDir }));
  const pool = new pg.Pool({ connectionString: postgres.url, max: 8 });
  pool.on('error', () => undefined); // a broken idle connection is replaced
  held.defer(() => pool.end());
  const owned = held.move();
  return { pool, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function issueKey(open: DataFolder['open']): Promise<string> {
  await using database = await open();
  await migrateAccounts(database.pool);
  const expiresAt = systemClock() + dayMs;
  const { secret } = await keysIn(database.pool, systemClock).issue({
    role: 'curator',
    label: 'fault run',
    expiresAt,
  });
  return secret;
}

/** Process id and port, as `postmaster.pid` has them. */
async function readPostmaster(cluster: string): Promise<{ pid: number; port: number } | undefined> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}

async function runningUrl(cluster: string): Promise<string | undefined> {
  const postmaster = await readPostmaster(cluster);
  if (!postmaster) return undefined;
  const password = await readFile(join(cluster, 'casus-password'), 'utf8');
  return `postgres://casus:${password}@127.0.0.1:${postmaster.port}/casus`;
}

async function endPostgres(cluster: string, signal: NodeJS.Signals): Promise<void> {
  const postmaster = await readPostmaster(cluster);
  if (!postmaster || !(await isPostgres(postmaster.pid))) return;
  process.kill(postmaster.pid, signal);
  for (let tries = 0; tries < 100 && (await isPostgres(postmaster.pid)); tries += 1) await delay(50);
}

/** False for a process id that has gone, or has gone to another program. */
async function isPostgres(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  const program = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return program.trim() === 'postgres';
}
