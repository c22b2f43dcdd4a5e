import pg from 'pg';

/** Hears of appends that other processes commit. */
export interface Listener extends AsyncDisposable {
  /** Connects, once; later calls do nothing. */
  start(): void;
}

const reconnectMs = 1_000;

/**
 * Keeps one connection of its own that listens to `casus_log`, and connects again when it breaks. What it
 * misses meanwhile readers find by polling.
 * @param heard gets `topic/partition`, or undefined when any partition may have grown
 */
export function makeListener(config: pg.ClientConfig, heard: (partition?: string) => void): Listener {
  const closed = new AbortController();
  let running: Promise<void> | undefined;

  return {
    start() {
      running ??= keepListening(config, heard, closed.signal);
    },
    async [Symbol.asyncDispose]() {
      closed.abort();
      await running;
    },
  };
}

async function keepListening(
  config: pg.ClientConfig,
  heard: (partition?: string) => void,
  closed: AbortSignal,
): Promise<void> {
  while (!closed.aborted) {
    await listenOnce(config, heard, closed);
    if (!closed.aborted) await pause(closed);
  }
}

/** Resolves when the connection breaks, cannot be made, or is closed. */
async function listenOnce(
  config: pg.ClientConfig,
  heard: (partition?: string) => void,
  closed: AbortSignal,
): Promise<void> {
  const client = new pg.Client(config);
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  client.on('error', () => end());
  client.on('end', () => end());
  client.on('notification', ({ payload }) => heard(payload));
  closed.addEventListener('abort', () => end(), { once: true });
  try {
    await client.connect();
    await client.query('listen casus_log');
    heard();
    await ended;
  } catch {
    // readers poll until the next attempt
  } finally {
    await client.end().catch(() => undefined);
  }
}

function pause(closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      closed.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, reconnectMs);
    closed.addEventListener('abort', done);
  });
}
