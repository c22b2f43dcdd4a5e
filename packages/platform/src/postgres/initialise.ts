import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StartupError } from '../process/startup-error.ts';
import type { Account } from './account.ts';
import { clusterUser, clusterVersion, passwordName } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { lastLine, runProgram } from './program.ts';

/**
 * Creates the cluster's files beside their place and renames them into it, so that a cluster is whole or absent:
 * of two first starts at once one wins, and a killed one leaves nothing that looks like a cluster.
 */
export async function initialise(cluster: Cluster): Promise<void> {
  await removeAbandonedDrafts(cluster.folder);
  const draft = `${cluster.folder}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const password = randomBytes(24).toString('hex');
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await handOver(draft, cluster.account);
    await writePrivateFile(`${draft}.password`, password, cluster.account);
    await runInitdb({ ...cluster, folder: draft }, `${draft}.password`);
    await writePrivateFile(join(draft, passwordName), password, cluster.account);
    await renameUnlessThere(draft, cluster);
  } finally {
    await rm(`${draft}.password`, { force: true });
    await rm(draft, { recursive: true, force: true, maxRetries: 10 });
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

async function renameUnlessThere(draft: string, cluster: Cluster): Promise<void> {
  try {
    await rename(draft, cluster.folder);
  } catch (error) {
    if ((await clusterVersion(cluster)) === undefined) throw error;
  }
  await syncFolder(dirname(cluster.folder));
}

/** A power failure must not take back the rename, and with it what was written since. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // folders cannot be opened there
  await using folder = await open(path);
  await folder.sync();
}

/** Drafts carry the id of the process that makes them. */
async function removeAbandonedDrafts(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.new-`;
  const drafts = (await readdir(dirname(folder))).filter((name) => name.startsWith(prefix));
  for (const draft of drafts) {
    if (isAlive(Number.parseInt(draft.slice(prefix.length), 10))) continue;
    await rm(join(dirname(folder), draft), { recursive: true, force: true, maxRetries: 10 });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function writePrivateFile(path: string, text: string, account: Account | undefined): Promise<void> {
  await writeFile(path, text, { mode: 0o600, flush: true });
  await handOver(path, account);
}

async function handOver(path: string, account: Account | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}
