import { SingleBar } from 'cli-progress';

/** How far a long command is, on a terminal's standard error; nothing where that is no terminal. */
export interface Progress extends Disposable {
  readonly step: () => void;
}

/** @example using progress = showProgress('exporting', 1200) */
export function showProgress(what: string, total: number): Progress {
  const bar = new SingleBar({
    format: `${what} [{bar}] {percentage} % | {value} of {total} records | {duration_formatted}, {eta_formatted} left`,
    stream: process.stderr,
    clearOnComplete: false,
    hideCursor: true,
  });
  if (process.stderr.isTTY) bar.start(total, 0);
  return {
    step: () => bar.increment(),
    [Symbol.dispose]: () => bar.stop(),
  };
}
