import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '@casus/platform';
import { openPostgres } from '@casus/platform/postgres';
import { openKafka } from '@casus/testing/kafka';
import type { DistributedConfiguration } from './configuration.ts';

/** What the services stand on, as variables of their environment; disposing stops and removes what was started. */
export interface LocalServers extends AsyncDisposable {
  readonly environment: {
    readonly DATABASE_URL: string;
    readonly KAFKA_BROKERS: string;
    readonly CASUS_TOPIC_PREFIX: string;
  };
  readonly origin: string;
}

/** @throws {StartupError} there is no Kafka */
export async function openServers(config: DistributedConfiguration): Promise<LocalServers> {
  await using held = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'casus-distributed-'));
  held.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await chmod(folder, 0o755); // the account that Postgres runs under passes through it
  const kafka = await openKafka({ KAFKA_BROKERS: config.KAFKA_BROKERS });
  if (!kafka)
    throw new StartupError(
      'There is no Kafka: set KAFKA_BROKERS, start Docker, or install Java 17 and Maven.',
    );
  held.use(kafka);
  const postgres = held.use(
    await openPostgres({ databaseUrl: config.DATABASE_URL, dataDir: join(folder, 'postgres') }),
  );
  const areGiven = config.DATABASE_URL !== undefined && config.KAFKA_BROKERS !== undefined;
  const owned = held.move();
  return {
    environment: {
      DATABASE_URL: postgres.url,
      KAFKA_BROKERS: kafka.brokers,
      // the log and the tables made from it belong together: neither outlives the other
      CASUS_TOPIC_PREFIX: areGiven ? 'casus.' : `casus-${randomUUID().slice(0, 8)}.`,
    },
    origin: `Kafka ${kafka.brokers} (${kafka.origin}), ${areGiven ? 'kept' : 'temporary: nothing is kept'}`,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
