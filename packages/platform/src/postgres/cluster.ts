import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../process/startup-error.ts';
import type { Account } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';
import { runProgram } from './program.ts';

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

const passwordName = 'casus-password';

/** What `postmaster.pid` says about a server that runs, or ran until it was killed. */
export type Postmaster = { readonly pid: number; readonly port: number };

/**
 * Creates the cluster's files beside their place and renames them into it, so that a cluster is whole or absent:
 * of two first starts at once one wins, and a killed one leaves nothing that looks like a cluster.
 */
export async function initialise(cluster: Cluster): Promise<void> {
  const draft = `${cluster.folder}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const password = randomBytes(24).toString('hex');
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await handOver(draft, cluster.account);
    await writePrivateFile(`${draft}.password`, password, cluster.account);
    await runInitdb({ ...cluster, folder: draft }, `${draft}.password`);
    await writePrivateFile(join(draft, passwordName), password, cluster.account);
    await renameUnlessThere(draft, cluster.folder);
  } finally {
    await rm(`${draft}.password`, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

async function runInitdb(cluster: Cluster, passwordFile: string): Promise<void> {
  const { exitCode, output } = await runProgram(
    cluster.binaries.initdb,
    [
      `--pgdata=${cluster.folder}`,
      `--username=${clusterUser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    cluster.account,
  );
  if (exitCode !== 0)
    throw new StartupError(`Postgres could not create its files in ${cluster.folder}: ${lastLine(output)}`);
}

async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(await readIfThere(join(to, 'PG_VERSION')))) throw error;
  }
}

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

function lastLine(output: string): string {
  return output.split('\n').at(-1) ?? '';
}

async function writePrivateFile(path: string, text: string, account: Account | undefined): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  await handOver(path, account);
}

async function handOver(path: string, account: Account | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}
