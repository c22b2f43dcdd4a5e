import { LogError, postgresLog } from '@casus/log';
import type { EventLog } from '@casus/log';
import { openKafkaLog } from '@casus/log/kafka';
import { StartupError } from '@casus/platform';
import type { Pool } from 'pg';
import type { ServiceConfiguration } from './variables.ts';

export interface LogChoice {
  readonly config: Pick<
    ServiceConfiguration,
    'KAFKA_BROKERS' | 'CASUS_TOPIC_PREFIX' | 'CASUS_REPLICATION' | 'CASUS_PARTITIONS'
  >;
  /** Of the database that holds the log where no Kafka is named. */
  readonly pool: Pool | undefined;
  /** How the brokers name this process in their logs. */
  readonly name: string;
}

/**
 * The log on the Kafka that the configuration names, else the one in the database.
 * @throws {StartupError} the log is of another shape, or would forget: naming what was found and what is wanted
 * @throws {LogError} `unavailable`
 */
export async function openLog({ config, pool, name }: LogChoice): Promise<EventLog> {
  const partitions = { world: 1, questions: config.CASUS_PARTITIONS };
  try {
    if (config.KAFKA_BROKERS === undefined) return await openInDatabase(pool, partitions);
    return await openKafkaLog({
      brokers: config.KAFKA_BROKERS,
      clientId: `casus-${name}`,
      partitions,
      topicPrefix: config.CASUS_TOPIC_PREFIX,
      replicationFactor: config.CASUS_REPLICATION,
    });
  } catch (error) {
    if (!(error instanceof LogError) || error.retryable) throw error;
    throw new StartupError(`This log cannot be used: ${error.message}.`, { cause: error });
  }
}

async function openInDatabase(pool: Pool | undefined, partitions: EventLog['partitions']): Promise<EventLog> {
  if (pool === undefined)
    throw new StartupError('Neither KAFKA_BROKERS nor DATABASE_URL says where the log is.');
  return postgresLog({ pool, partitions });
}
