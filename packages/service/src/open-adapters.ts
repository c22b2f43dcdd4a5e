import type { EventLog } from '@casus/log';
import { StartupError, systemClock } from '@casus/platform';
import type { Clock, Logger } from '@casus/platform';
import { keysIn, migrateAccounts, textsIn } from '@casus/platform/accounts';
import type { Keys, Texts } from '@casus/platform/accounts';
import { makeMetrics } from '@casus/platform/metrics';
import type { Metrics } from '@casus/platform/metrics';
import { openPool, openPostgres } from '@casus/platform/postgres';
import { positionWatch } from '@casus/projection';
import type { PositionWatch } from '@casus/projection';
import type { Pool } from 'pg';
import { measuredLog } from './measured-log.ts';
import { openLog } from './open-log.ts';
import { patiently, Unreachable } from './patiently.ts';
import type { ServiceConfiguration } from './variables.ts';

/** What every service works with; disposing closes all connections. */
export interface Adapters extends AsyncDisposable {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly texts: Texts;
  readonly keys: Keys;
  readonly watch: PositionWatch;
  readonly clock: Clock;
  /** Where what is measured is registered; told at `/metrics`. */
  readonly metrics: Metrics;
  readonly logger: Logger;
  /**
   * Takes a step of the start, again as long as the database or the log does not answer.
   * @throws {StartupError} it has not succeeded in time
   */
  readonly patiently: <Result>(step: () => Promise<Result>) => Promise<Result>;
}

export interface AdapterOptions {
  readonly config: Omit<ServiceConfiguration, 'CASUS_HOST' | 'CASUS_PORT'>;
  /** The service's, shown by Postgres and Kafka beside its connections. */
  readonly name: string;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Opens the database and the log, and waits for either to come up.
 * @throws {StartupError} naming what is in the way
 * @throws the signal's reason
 */
export async function openAdapters({ config, name, logger, signal }: AdapterOptions): Promise<Adapters> {
  const clock = systemClock;
  const patience = {
    signal,
    waitMs: config.CASUS_START_WAIT_S * 1_000,
    onWait: (reason: string) => logger.info({ reason }, 'waiting'),
  };
  await using held = new AsyncDisposableStack();
  await patiently(() => reach(config.DATABASE_URL), patience);
  const pool = held.use(
    openPool({
      url: config.DATABASE_URL,
      name: `casus-${name}`,
      max: config.CASUS_CONNECTIONS,
      log: logger,
    }),
  );
  await patiently(() => migrateAccounts(pool), patience);
  const log = held.use(await patiently(() => openLog({ config, pool, name }), patience));
  const metrics = makeMetrics();
  const owned = held.move();
  return {
    log: measuredLog(log, metrics),
    metrics,
    pool,
    texts: textsIn(pool, clock),
    keys: keysIn(pool, clock),
    watch: positionWatch(pool),
    clock,
    logger,
    patiently: (step) => patiently(step, patience),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function reach(databaseUrl: string): Promise<void> {
  try {
    await openPostgres({ databaseUrl, dataDir: '' });
  } catch (error) {
    if (error instanceof StartupError) throw new Unreachable(error.message, { cause: error });
    throw error;
  }
}
