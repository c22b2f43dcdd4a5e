import { surviveClosedOutput } from './print.ts';
import { StartupError } from './startup-error.ts';

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program's `main`. The signal it gets is aborted by Ctrl-C, a terminating signal or an error nobody caught;
 * `main` then disposes of what it holds and returns. Later signals change nothing: a terminal and a package manager
 * send the same Ctrl-C twice. A `main` that throws the signal's reason has ended well; a `StartupError` becomes its
 * one sentence, anything else a fault with its stack; both make the exit code 1.
 */
export async function runMain(main: (signal: AbortSignal) => Promise<void>): Promise<void> {
  surviveClosedOutput();
  const ending = new AbortController();
  for (const name of endingSignals) process.on(name, () => ending.abort());
  const fail = (error: unknown): void => {
    process.exitCode = 1;
    process.stderr.write(`${failureText(error)}\n`);
    ending.abort();
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  try {
    await main(ending.signal);
  } catch (error) {
    if (error !== ending.signal.reason) fail(error);
  }
}

/** What the operator reads: one sentence for what was to be expected, the stack for a fault. */
export function failureText(error: unknown): string {
  if (error instanceof StartupError) return error.message;
  if (!(error instanceof Error)) return `a fault: ${String(error)}`;
  const cause = error.cause === undefined ? '' : `\ncaused by ${failureText(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
