import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartupError } from '../process/startup-error.ts';

/** The operating system account that Postgres runs under. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

/**
 * Postgres refuses to run as root: then it gets the account `postgres`, else `nobody`.
 * Undefined means "the account of this process".
 */
export async function postgresAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = await readFile('/etc/passwd', 'utf8');
  const account = accountIn(passwd, 'postgres') ?? accountIn(passwd, 'nobody');
  if (account === undefined)
    throw new StartupError(
      'Postgres cannot run as root, and there is neither an account "postgres" nor "nobody" here.',
    );
  return account;
}

/** The account of that name in the text of `/etc/passwd`; never one with root's id. */
export function accountIn(passwd: string, name: string): Account | undefined {
  for (const line of passwd.split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user === name && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/** @throws {StartupError} when a folder above `path` is closed to the account */
export async function assertReachable(path: string, account: Account): Promise<void> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!(await opensFor(folder, account)))
      throw new StartupError(
        `The folder ${folder} is closed to the account "${account.name}" that Postgres runs under: run "chmod o+x ${folder}" or choose another folder.`,
      );
    if (folder === dirname(folder)) return;
  }
}

async function opensFor(folder: string, account: Account): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
