/** A gate that callers pass while it is open. */
export interface Pause {
  /** @throws the signal's reason */
  pass(signal: AbortSignal): Promise<void>;
  close(): void;
  open(): void;
}

export function makePause(): Pause {
  let closed: PromiseWithResolvers<void> | undefined;
  return {
    async pass(signal) {
      while (closed !== undefined) {
        const aborted = new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => resolve(), { once: true }),
        );
        await Promise.race([closed.promise, aborted]);
        signal.throwIfAborted();
      }
    },
    close() {
      closed ??= Promise.withResolvers();
    },
    open() {
      closed?.resolve();
      closed = undefined;
    },
  };
}
