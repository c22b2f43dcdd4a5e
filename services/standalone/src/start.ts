import { start as startForecast } from '@casus/forecast';
import { start as startIngest } from '@casus/ingest';
import { LogError, postgresLog } from '@casus/log';
import { postgresPublisher } from '@casus/log/published';
import { makeLogger, StartupError, systemClock } from '@casus/platform';
import type { Logger } from '@casus/platform';
import { keysIn, migrateAccounts, textsIn } from '@casus/platform/accounts';
import type { Keys } from '@casus/platform/accounts';
import { createServer, docsRoutes, listen, registerRoutes } from '@casus/platform/http';
import type { ApiDescription, Server } from '@casus/platform/http';
import { exposeMetrics, makeMetrics } from '@casus/platform/metrics';
import type { Metrics } from '@casus/platform/metrics';
import { openPool, openPostgres } from '@casus/platform/postgres';
import { firstKeys, start as prepare } from '@casus/prepare';
import type { FirstKey } from '@casus/prepare';
import { positionWatch } from '@casus/projection';
import { start as startProjector } from '@casus/projector';
import { measuredLog, measureFolding } from '@casus/service';
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
  const metrics = makeMetrics();
  const log = held.use(measuredLog(await openLog(pool), metrics));
  await prepare({ log, texts, demonstration: options.CASUS_DEMO });
  const watch = positionWatch(pool);
  const context = { log, metrics, pool, texts, watch, clock, logger, owner: 'standalone' };
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
  measureFolding(metrics, context);
  const server = held.use(serverOf(api, { metrics, keys, logger }));
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

/** Answers the routes, their documentation and `/metrics`, once it listens. */
function serverOf(
  api: ApiDescription,
  { metrics, keys, logger }: { readonly metrics: Metrics; readonly keys: Keys; readonly logger: Logger },
): Server {
  const server = createServer({ log: logger, problems: api.problems });
  exposeMetrics(server, metrics, keys.lookUp);
  registerRoutes(server, [...api.routes, ...docsRoutes(api)], keys.lookUp);
  return server;
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
