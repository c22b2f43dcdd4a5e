import { execFile } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Where the broker's data lies; small enough to be filled. */
export interface Disk extends AsyncDisposable {
  readonly path: string;
  /** From now on the broker of this process id finds no room for what it appends. */
  fill(pid: number): Promise<void>;
  /** Makes room again, for a broker that is started afterwards. */
  empty(): Promise<void>;
}

const megabytes = 320;
const chunkBytes = [1024 * 1024, 4 * 1024];

/**
 * A file system of its own in memory, of 320 MB, filled by a file beside the data. Where this process may not mount
 * one, an ordinary folder, and a broker that may write to no file beyond its first byte; says so.
 */
export async function smallDisk(folder: string, say: (sentence: string) => void): Promise<Disk> {
  const path = join(folder, 'disk');
  await mkdir(path);
  try {
    await execute('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
  } catch (error) {
    say(`no file system can be mounted (${reasonOf(error)}): a full disk is a limit on the broker's files`);
    return limitedFolder(path);
  }
  const ballast = join(path, 'ballast');
  return {
    path: join(path, 'data'),
    fill: () => writeUntilFull(ballast),
    empty: () => rm(ballast, { force: true }),
    [Symbol.asyncDispose]: async () => void (await execute('umount', ['--lazy', path])),
  };
}

function limitedFolder(path: string): Disk {
  return {
    path: join(path, 'data'),
    fill: async (pid) => void (await execute('prlimit', [`--pid=${pid}`, '--fsize=1:'])),
    empty: async () => undefined, // a broker started anew has no limit
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function writeUntilFull(path: string): Promise<void> {
  await using file = await open(path, 'a');
  for (const bytes of chunkBytes) {
    const chunk = Buffer.alloc(bytes);
    const isFull = async (): Promise<boolean> => {
      try {
        return (await file.write(chunk)).bytesWritten < bytes;
      } catch (error) {
        if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error;
        return true;
      }
    };
    while (!(await isFull()));
  }
}

function reasonOf(error: unknown): string {
  const lines = error instanceof Error ? error.message.trim().split('\n') : [String(error)];
  return lines.at(-1) ?? '';
}
