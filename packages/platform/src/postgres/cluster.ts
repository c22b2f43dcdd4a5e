import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';
import { lastLine, runProgram } from './program.ts';

/** One Postgres cluster on disk, and the programs and account that run it. */
export type Cluster = {
  readonly folder: string;
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
};

/** Server settings by their name in `postgresql.conf`. */
export type Settings = Readonly<Record<string, string>>;

/** The superuser that owns everything in the cluster. */
export const clusterUser = 'casus';

/** The file in the cluster that holds the superuser's password. */
export const passwordName = 'casus-password';

/** What `postmaster.pid` says about a server that runs, or ran until it was killed. */
export type Postmaster = { readonly pid: number; readonly port: number };

/** Starts the server and waits until it accepts connections. `log` is where it writes its own messages. */
export async function startServer(
  cluster: Cluster,
  settings: Settings,
): Promise<{ readonly started: boolean; readonly reason: string }> {
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const { exitCode, output } = await runProgram(
    cluster.binaries.pgCtl,
    [
      'start',
      '--wait',
      '--silent',
      '--timeout=60',
      `--pgdata=${cluster.folder}`,
      `--log=${serverLog(cluster)}`,
      `--options=${options.join(' ')}`,
    ],
    cluster.account,
  );
  return { started: exitCode === 0, reason: lastLine(output) };
}

/** Stops the server, whoever started it: open transactions are rolled back, sessions ended. */
export async function stopServer(cluster: Cluster): Promise<void> {
  await runProgram(
    cluster.binaries.pgCtl,
    ['stop', '--wait', '--silent', '--mode=fast', '--timeout=60', `--pgdata=${cluster.folder}`],
    cluster.account,
  );
}

/** The file that the server writes its messages to; inside the cluster, the only folder its account owns. */
export function serverLog(cluster: Cluster): string {
  return join(cluster.folder, 'server.log');
}

/** The major version that made the cluster, or undefined when there is none yet. */
export async function clusterVersion(cluster: Cluster): Promise<string | undefined> {
  return (await readIfThere(join(cluster.folder, 'PG_VERSION')))?.trim();
}

/** Removes `postmaster.pid` when its process is gone, or its id now belongs to another program (usual in containers). */
export async function clearStalePostmaster(cluster: Cluster): Promise<void> {
  const postmaster = await readPostmaster(cluster);
  if (!postmaster) return;
  const program = await readIfThere(`/proc/${postmaster.pid}/comm`);
  if (program !== undefined && program.trim() !== 'postgres')
    await rm(join(cluster.folder, 'postmaster.pid'), { force: true });
}

/** The contents of `postmaster.pid`, which outlives a killed server. */
export async function readPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const lines = (await readIfThere(join(cluster.folder, 'postmaster.pid')))?.split('\n');
  const [pid, port] = [Number(lines?.[0]), Number(lines?.[3])];
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}

/** The superuser's password, made with the cluster and readable by its owner only. */
export async function readPassword(cluster: Cluster): Promise<string> {
  return readFile(join(cluster.folder, passwordName), 'utf8');
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
