import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from '@casus/log';
import { configuration, makeLogger, readConfiguration, StartupError } from '@casus/platform';
import { joinEmbeddedPostgres, openPool, openPostgres } from '@casus/platform/postgres';
import { openLog, serviceVariables } from '@casus/service';
import { Option } from 'commander';
import type { Pool } from 'pg';
import type { z } from 'zod';

const {
  DATABASE_URL: databaseUrl,
  KAFKA_BROKERS,
  CASUS_TOPIC_PREFIX,
  CASUS_REPLICATION,
  CASUS_PARTITIONS,
} = serviceVariables({ port: 0 });

/** Which embedded database a command works on. */
export function dataDirOption(): Option {
  return new Option(
    '--data-dir <folder>',
    'the embedded database, where DATABASE_URL and KAFKA_BROKERS are not set',
  ).default('.casus/main');
}

/** Where the log is that is moved. */
export const movingConfiguration = configuration({
  DATABASE_URL: databaseUrl
    .optional()
    .describe('The database of the deployment, with the log where no Kafka is named.'),
  KAFKA_BROKERS,
  CASUS_TOPIC_PREFIX,
  CASUS_REPLICATION,
  CASUS_PARTITIONS,
});

export type MovingConfiguration = z.output<typeof movingConfiguration>;

export interface MovedLog extends AsyncDisposable {
  readonly log: EventLog;
  /** Connection string of that database. */
  readonly url: string | undefined;
  /** The deployment's database; undefined where only Kafka was named. */
  readonly pool: Pool | undefined;
}

export interface MovedLogOptions {
  readonly config: MovingConfiguration;
  /** Folder of an embedded database, where the environment names neither a database nor Kafka. */
  readonly dataDir: string;
  /** False refuses a folder that holds no database yet, and takes that of a running Casus as well. */
  readonly mayCreate: boolean;
}

/** @throws {StartupError} naming every variable that is wrong */
export function readMovingConfiguration(environment: NodeJS.ProcessEnv): MovingConfiguration {
  return readConfiguration(movingConfiguration, environment);
}

/** @throws {StartupError} naming what is in the way */
export async function openMovedLog({ config, dataDir, mayCreate }: MovedLogOptions): Promise<MovedLog> {
  await using held = new AsyncDisposableStack();
  const url = await openServer(held, { config, dataDir, mayCreate });
  const logger = makeLogger({ name: 'casus', level: 'warn' });
  const pool =
    url === undefined ? undefined : held.use(openPool({ url, name: 'casus move', max: 8, log: logger }));
  if (pool && !mayCreate && config.KAFKA_BROKERS === undefined) await assertLogThere(pool);
  const log = held.use(await openLog({ config, pool, name: 'move' }));
  const owned = held.move();
  return { log, pool, url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** @throws {StartupError} a look must not make a log where there is none */
async function assertLogThere(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ there: boolean }>(
    `select to_regclass('log.identity') is not null as there`,
  );
  if (rows[0]?.there !== true) throw new StartupError('This database holds no log.');
}

async function openServer(
  held: AsyncDisposableStack,
  { config, dataDir, mayCreate }: MovedLogOptions,
): Promise<string | undefined> {
  const { DATABASE_URL, KAFKA_BROKERS: brokers } = config;
  if (DATABASE_URL === undefined && brokers !== undefined) return undefined;
  if (DATABASE_URL === undefined && !mayCreate && !existsSync(join(dataDir, 'postgres')))
    throw new StartupError(
      `There is no database in ${dataDir}: name its folder with --data-dir, or set DATABASE_URL or KAFKA_BROKERS.`,
    );
  const isFound = DATABASE_URL === undefined && !mayCreate;
  const postgres = held.use(
    isFound
      ? await joinEmbeddedPostgres({ dataDir })
      : await openPostgres({ databaseUrl: DATABASE_URL, dataDir }),
  );
  return postgres.url;
}
