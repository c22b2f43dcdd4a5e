import pg from 'pg';
import type { Logger } from '../logger.ts';

/** A pool that ends with its scope. */
export type Pool = pg.Pool & AsyncDisposable;

export type PoolOptions = {
  readonly url: string;
  /** Shown by Postgres beside each session. */
  readonly name: string;
  /** Connections at most. @default 10 */
  readonly max?: number;
  readonly log: Pick<Logger, 'warn'>;
};

/** Opens no connection yet. A broken idle connection is logged and replaced; without a listener it ends the process. */
export function openPool({ url, name, max = 10, log }: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // The error carries the whole client, its key included: only what it says is logged.
  pool.on('error', ({ message }) => log.warn({ reason: message }, 'an idle Postgres connection broke'));
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.end() });
}
