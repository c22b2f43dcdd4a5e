import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedPostgres } from '@casus/platform/postgres';
import { openKafka } from '@casus/testing/kafka';

/** A Kafka and a Postgres for a program to use; disposing stops what was started and removes its data. */
export interface Servers extends AsyncDisposable {
  readonly brokers: readonly string[];
  readonly databaseUrl: string;
}

/**
 * The Kafka that `KAFKA_BROKERS` names, else one in Docker or of its own jars; and an embedded Postgres.
 * @throws {Error} there is no Kafka
 */
export async function openServers(): Promise<Servers> {
  await using held = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'casus-apart-'));
  held.defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  await chmod(dataDir, 0o755); // the account that Postgres runs under passes through it
  const kafka = await openKafka();
  if (!kafka) throw new Error('no Kafka: set KAFKA_BROKERS, start Docker, or install Java 17 and Maven');
  held.use(kafka);
  const postgres = held.use(await openEmbeddedPostgres({ dataDir, settings: { max_connections: '200' } }));
  const owned = held.move();
  return {
    brokers: kafka.brokers.split(','),
    databaseUrl: postgres.url,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
