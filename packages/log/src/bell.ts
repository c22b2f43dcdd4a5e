/** Wakes those who wait for something to happen. Count first, look, then wait for more than was counted. */
export interface Bell {
  /** Rings so far. */
  count(): number;
  ring(): void;
  /** Resolves when the bell has rung more than `heard` times, the signal aborts, or the time is over. */
  after(heard: number, signal: AbortSignal, timeoutMs?: number): Promise<void>;
}

export function makeBell(): Bell {
  let rings = 0;
  const waiting = new Set<() => void>();
  return {
    count: () => rings,
    ring() {
      rings += 1;
      for (const wake of waiting) wake();
    },
    after(heard, signal, timeoutMs) {
      if (rings > heard || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          waiting.delete(wake);
          clearTimeout(timer);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const timer = timeoutMs === undefined ? undefined : setTimeout(wake, timeoutMs);
        signal.addEventListener('abort', wake);
        waiting.add(wake);
      });
    },
  };
}
