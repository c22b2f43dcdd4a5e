import { setTimeout as delay } from 'node:timers/promises';
import { LogError } from '@casus/log';
import pg from 'pg';
import { StaleOwner, UnstorableBatch } from '../store/partition-store.ts';

const firstDelayMs = 50;
const longestDelayMs = 5_000;
/** An attempt that lasted this long was well: waiting begins at the shortest again. */
const wellAfterMs = 10_000;

export interface RetryOptions {
  readonly signal: AbortSignal;
  /** Told of each failure that is tried again. */
  readonly onRetry: (error: Error) => void;
}

/** Runs the work until it ends, the signal aborts, or it fails for good; what may pass is tried again, ever more slowly. */
export async function retrying(work: () => Promise<void>, { signal, onRetry }: RetryOptions): Promise<void> {
  let delayMs = firstDelayMs;
  while (!signal.aborted) {
    const began = performance.now();
    try {
      return await work();
    } catch (error) {
      if (!mayPass(error)) throw error;
      onRetry(error);
    }
    delayMs = performance.now() - began > wellAfterMs ? firstDelayMs : Math.min(2 * delayMs, longestDelayMs);
    await pause(delayMs, signal);
  }
}

/** Waits, at most until the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Connection, resources, rollback by the server, a lock, an operator, the system; a read-only standby. */
const passing = /^(08|53|40|55|57|58)|^25006$/;

/** Errors without a code from the server, which a broken connection leaves behind. */
const broken = /connection|timeout|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ERR_STREAM/i;

/** Whether the same work may succeed later, begun again at the stored checkpoint. */
export function mayPass(error: unknown): error is Error {
  if (error instanceof UnstorableBatch) return false;
  if (error instanceof StaleOwner) return true;
  if (error instanceof LogError) return error.retryable;
  if (error instanceof pg.DatabaseError) return passing.test(error.code ?? '');
  return (
    error instanceof Error && broken.test(`${error.message} ${'code' in error ? String(error.code) : ''}`)
  );
}
