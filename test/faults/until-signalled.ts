/**
 * Does the work, with a signal that aborts at SIGINT, SIGTERM or SIGHUP. Work that throws after one of these was
 * stopped: that is said in a sentence, and makes the exit code 1.
 */
export async function untilSignalled(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  let name = '';
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const listeners = names.map((each) => {
    const abort = (): void => {
      name ||= each;
      stop.abort(new Error(`stopped by ${name}`));
    };
    process.on(each, abort);
    return (): void => void process.off(each, abort);
  });
  try {
    await work(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.stderr.write(`stopped by ${name}\n`);
    process.exitCode = 1;
  } finally {
    for (const off of listeners) off();
  }
}
