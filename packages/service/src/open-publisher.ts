import { LogError } from '@casus/log';
import { openKafkaPublisher } from '@casus/log/kafka';
import { postgresPublisher } from '@casus/log/published';
import type { Publisher } from '@casus/log/published';
import { StartupError } from '@casus/platform';
import type { Pool } from 'pg';
import type { LogChoice } from './open-log.ts';

/**
 * The topic of facts on the Kafka that the configuration names, with as many partitions as `questions`; else the
 * table in the database.
 * @throws {StartupError} the topic is of another shape, or would forget: naming what was found and what is wanted
 * @throws {LogError} `unavailable`
 */
export async function openPublisher({
  config,
  pool,
  name,
}: LogChoice & { readonly pool: Pool }): Promise<Publisher> {
  if (config.KAFKA_BROKERS === undefined) return postgresPublisher(pool);
  try {
    return await openKafkaPublisher({
      brokers: config.KAFKA_BROKERS,
      clientId: `casus-${name}`,
      partitions: config.CASUS_PARTITIONS,
      topicPrefix: config.CASUS_TOPIC_PREFIX,
      replicationFactor: config.CASUS_REPLICATION,
    });
  } catch (error) {
    if (!(error instanceof LogError) || error.retryable) throw error;
    throw new StartupError(`Facts cannot be published: ${error.message}.`, { cause: error });
  }
}
