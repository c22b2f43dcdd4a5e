import { spawn } from 'node:child_process';
import { commandAs } from './account.ts';
import type { Account } from './account.ts';

/** How a finished program ended and what it printed, both streams together. */
export type Outcome = { readonly exitCode: number; readonly output: string };

/**
 * Runs one of Postgres's own programs to its end, in a process group of its own so that Ctrl-C does not reach it.
 * Another account works in `/`: it may not be allowed into our working directory.
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  account: Account | undefined,
): Promise<Outcome> {
  const [command, ...words] = account?.passage ? commandAs(account, path, args) : [path, ...args];
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
    env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C', PGOPTIONS: undefined, PGDATA: undefined },
    ...(account && { cwd: '/' }),
    ...(account && !account.passage && { uid: account.uid, gid: account.gid }),
  });
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  child.once('error', reject);
  child.once('close', (code) => resolve({ exitCode: code ?? 1, output: output.trim() }));
  return promise;
}

/** Where Postgres's programs say what went wrong. */
export function lastLine(output: string): string {
  return output.split('\n').at(-1) ?? '';
}
