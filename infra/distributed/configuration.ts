import { configuration, portNumber } from '@casus/platform';
import { z } from 'zod';

/** Everything that the environment may say to `pnpm start:distributed`. */
export const distributedConfiguration = configuration({
  CASUS_PORT: portNumber.default(8420).describe('TCP port of the REST API; 0 takes a free one.'),
  CASUS_INGEST_PORT: portNumber.default(8421).describe('TCP port of intake; 0 takes a free one.'),
  CASUS_LOG_LEVEL: z.string().default('warn').describe('Least severe level that the services log.'),
  DATABASE_URL: z.string().optional().describe('A Postgres to use instead of a temporary one.'),
  KAFKA_BROKERS: z
    .string()
    .optional()
    .describe('A Kafka to use; else a temporary one, in Docker, or of its own jars (Java 17, Maven).'),
});

export type DistributedConfiguration = z.output<typeof distributedConfiguration>;
