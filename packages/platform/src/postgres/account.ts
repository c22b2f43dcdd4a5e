import { spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartupError } from '../process/startup-error.ts';

/** The operating system account that Postgres runs under. */
export type Account = {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** The right that takes it through folders that are closed to it; undefined where all are open. */
  readonly passage?: Passage;
};

/** Linux capabilities, the lesser first; containers often grant the second only. */
const passages = ['dac_read_search', 'dac_override'] as const;

type Passage = (typeof passages)[number];

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

/**
 * The account with a way to the paths. A home folder or one from `mktemp` is closed to all but its owner; where the
 * system lets us, the account then gets the right to pass, and nobody's permissions change.
 * @throws {StartupError} when a folder above a path is closed and there is no such right
 */
export async function reaching(account: Account, paths: readonly string[]): Promise<Account> {
  const closed = await closedFolder(account, paths);
  if (closed === undefined) return account;
  for (const passage of passages) {
    const [program, ...args] = commandAs({ ...account, passage }, 'true', []);
    if ((await succeeds(program, args)) === true) return { ...account, passage };
  }
  throw new StartupError(
    `The folder ${closed} is closed to the account "${account.name}" that Postgres runs under: run "chmod o+x ${closed}" or choose another folder.`,
  );
}

/** The command line that runs a program under an account that has a passage; `setpriv` is part of util-linux. */
export function commandAs(
  { uid, gid, passage }: Account,
  program: string,
  args: readonly string[],
): [string, ...string[]] {
  const right = `+${passage}`;
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  // no_setuid_fixup: else access(2), by which Postgres looks for its programs, ignores the right.
  const rights = ['--securebits=+no_setuid_fixup', `--inh-caps=${right}`, `--ambient-caps=${right}`];
  return ['setpriv', ...identity, ...rights, '--', program, ...args];
}

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const child = spawn(program, args, { stdio: 'ignore' });
  child.once('error', () => resolve(false));
  child.once('close', (code) => resolve(code === 0));
  return promise;
}

async function closedFolder(account: Account, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths)
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      if (!(await opensFor(folder, account))) return folder;
      if (folder === dirname(folder)) break;
    }
  return undefined;
}

async function opensFor(folder: string, account: Account): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
