import { runMain } from '@casus/platform';

/** How long a service may take to leave once it is told to. */
const leaveMs = 10_000;
const exitMs = leaveMs - 500;

/**
 * Runs a service's `main` as `runMain` does. One that has not ended 10 s after it was told to is ended as it is, with
 * exit code 1: what it was at is in the log or is not, and whoever comes next goes on from there.
 */
export async function runService(main: (signal: AbortSignal) => Promise<void>): Promise<void> {
  await runMain(async (signal) => {
    signal.addEventListener('abort', () => setTimeout(giveUp, exitMs).unref());
    await main(signal);
  });
}

function giveUp(): void {
  process.stderr.write('not ended in time: what still runs is given up\n');
  process.exit(1);
}

/** Resolves when the service is told to stop; rejects as soon as a part of it cannot go on. */
export async function untilEnded(signal: AbortSignal, ...failures: readonly Promise<never>[]): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
  await Promise.race([ended, ...failures]);
}
