import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@casus/platform';
import { keysIn, migrateAccounts } from '@casus/platform/accounts';
import { openEmbeddedPostgres } from '@casus/platform/postgres';
import pg from 'pg';
import { endPostgres, readPostmaster } from '../postmaster.ts';

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

async function runningUrl(cluster: string): Promise<string | undefined> {
  const postmaster = await readPostmaster(cluster);
  if (!postmaster) return undefined;
  const password = await readFile(join(cluster, 'casus-password'), 'utf8');
  return `postgres://casus:${password}@127.0.0.1:${postmaster.port}/casus`;
}
