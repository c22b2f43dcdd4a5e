import { setTimeout as delay } from 'node:timers/promises';
import { LogError } from '@casus/log';
import { StartupError } from '@casus/platform';
import { mayPass } from '@casus/projection';

const pauseMs = 500;

export interface Patience {
  readonly signal: AbortSignal;
  readonly waitMs: number;
  /** Told of each attempt that failed. */
  readonly onWait: (reason: string) => void;
}

/**
 * Tries until it succeeds: what a service stands on may start after it.
 * @throws {StartupError} it has not succeeded in time
 * @throws the signal's reason
 */
export async function patiently<Result>(
  attempt: () => Promise<Result>,
  { signal, waitMs, onWait }: Patience,
): Promise<Result> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      const reason = passingReason(error);
      if (reason === undefined) throw error;
      if (performance.now() + pauseMs > deadline) throw new StartupError(reason, { cause: error });
      onWait(reason);
    }
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Why an attempt failed that may succeed later. */
function passingReason(error: unknown): string | undefined {
  if (error instanceof LogError && error.retryable) return `Kafka cannot be used: ${error.message}.`;
  if (error instanceof Unreachable) return error.message;
  return mayPass(error) ? `Postgres cannot be used: ${textOf(error)}.` : undefined;
}

/** A refused connection has a code and no message when several addresses were tried. */
function textOf(error: Error): string {
  return error.message || ('code' in error ? String(error.code) : error.name);
}

/** A server that does not answer yet. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}
