import { start as startForecast } from '@casus/forecast';
import { start as startIngest } from '@casus/ingest';
import { LogError, postgresLog } from '@casus/log';
import { postgresPublisher } from '@casus/log/published';
import { makeLogger, StartupError, systemClock } from '@casus/platform';
import { keysIn, migrateAccounts, textsIn } from '@casus/platform/accounts';
import { createServer, docsRoutes, listen, registerRoutes } from '@casus/platform/http';
import { openPool, openPostgres } from '@casus/platform/postgres';
import { firstKeys, start as prepare } from '@casus/prepare';
import type { FirstKey } from '@casus/prepare';
import { positionWatch } from '@casus/projection';
import { start as startProjector } from '@casus/projector';
import type { Pool } from 'pg';
import type { StandaloneConfiguration } from './configuration.ts';

/** How many partitions a new log gets; never changed afterwards. */
const partitions = { world: 1, questions: 4 } as const;

export interface StandaloneOptions extends StandaloneConfiguration {
  /** Folder of the embedded database. */
  readonly dataDir: string;
}

/** All services in this process. */
export interface Standalone extends AsyncDisposable {
  readonly url: string;
  readonly pool: Pool;
  /** Keys made at this start, because there were none. */
  readonly keys: readonly FirstKey[];
  /** Rejects when a service cannot go on. */
  readonly failed: Promise<never>;
}

/** @throws {StartupError} naming what is in the way */
export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const clock = systemClock;
  const logger = makeLogger({ name: 'casus', level: options.CASUS_LOG_LEVEL });
  await using held = new AsyncDisposableStack();
  const postgres = held.use(
    await openPostgres({ databaseUrl: options.DATABASE_URL, dataDir: options.dataDir }),
  );
  const pool = held.use(openPool({ url: postgres.url, name: 'casus', max: 24, log: logger }));
  await migrateAccounts(pool);
  const texts = textsIn(pool, clock);
  const keys = keysIn(pool, clock);
  const log = held.use(await openLog(pool));
  await prepare({ log, texts, demonstration: options.CASUS_DEMO });
  const watch = positionWatch(pool);
  const context = { log, pool, texts, watch, clock, logger, owner: 'standalone' };
  const projector = held.use(await startProjector(context));
  await Promise.race([projector.readable, projector.failed]);
  const ingest = held.use(startIngest(context));
  const forecast = held.use(await startForecast({ ...context, publisher: await postgresPublisher(pool) }));
  const api = {
    title: 'Casus',
    version: '1',
    description: 'Reports in; questions, forecasts, verdicts and scores out.',
    routes: [...ingest.routes, ...forecast.routes],
    problems: { ...ingest.problems, ...forecast.problems },
  };
  const server = createServer({ log: logger, problems: api.problems });
  held.defer(() => server.close());
  registerRoutes(server, [...api.routes, ...docsRoutes(api)], keys.lookUp);
  const url = await listen(server, { host: options.CASUS_HOST, port: options.CASUS_PORT });
  const issued = await firstKeys(keys, clock);
  const owned = held.move();
  return {
    url,
    pool,
    keys: issued,
    failed: Promise.race([postgres.failed, projector.failed, forecast.failed]),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function openLog(pool: Pool): ReturnType<typeof postgresLog> {
  try {
    return await postgresLog({ pool, partitions });
  } catch (error) {
    if (error instanceof LogError && error.code === 'partition-mismatch') {
      throw new StartupError(`This database holds a log of another shape: ${error.message}.`);
    }
    throw error;
  }
}
