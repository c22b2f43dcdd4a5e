/** Work that goes on until its signal aborts. */
export interface Work {
  /** Its loops, begun. */
  runs(): readonly Promise<void>[];
  /** Makes a loop that waits look at the signal. */
  wake(): void;
}

/** A worker while it runs; disposing finishes what it is at. */
export interface Worker extends AsyncDisposable {
  /** Rejects when it cannot go on. */
  readonly failed: Promise<never>;
}

/** Lets the work go on until the worker is disposed of. */
export function startWorker(workUntil: (signal: AbortSignal) => Work): Worker {
  const stop = new AbortController();
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => undefined); // whoever awaits it gets it; the process need not
  const work = workUntil(stop.signal);
  const runs = work.runs().map(async (run) => {
    try {
      await run;
    } catch (error) {
      if (!stop.signal.aborted) failure.reject(error);
    }
  });
  return {
    failed: failure.promise,
    async [Symbol.asyncDispose]() {
      stop.abort();
      work.wake();
      await Promise.all(runs);
    },
  };
}
