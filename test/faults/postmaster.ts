import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Process id and port, as `postmaster.pid` has them. */
export async function readPostmaster(cluster: string): Promise<{ pid: number; port: number } | undefined> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}

/** Sends the signal to the Postgres of the cluster, if one runs, and waits until it has ended. */
export async function endPostgres(cluster: string, signal: NodeJS.Signals): Promise<void> {
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
