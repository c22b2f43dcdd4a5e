import { logLevels, portNumber } from '@casus/platform';
import { z } from 'zod';

const address = /^[^\s:,]+:\d{1,5}$/u;

/** `kafka-1:9092,kafka-2:9092` as addresses. */
const brokers = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every((part) => address.test(part)), {
    error: 'expected host:port, several separated by commas',
  });

/** A whole number within the bounds, from its digits. */
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/**
 * The variables of every service that runs apart; `port` is the default of its HTTP port.
 * @example configuration(serviceVariables({ port: 8421 }))
 */
export function serviceVariables({ port }: { readonly port: number }) {
  return {
    DATABASE_URL: z
      .string({ error: 'expected a connection string' })
      .regex(/^postgres(?:ql)?:\/\//u, { error: 'expected postgres://user:password@host:port/database' })
      .describe('The Postgres 15 or newer that all services share.'),
    KAFKA_BROKERS: brokers
      .optional()
      .describe('host:port of Kafka brokers, separated by commas; without it the log is in Postgres.'),
    CASUS_TOPIC_PREFIX: z
      .string()
      .regex(/^[\w.-]{0,100}$/u, { error: 'expected at most 100 letters, digits, dots, dashes, underscores' })
      .default('casus.')
      .describe('What the names of the Kafka topics begin with.'),
    CASUS_REPLICATION: whole(1, 9)
      .default(1)
      .describe('Copies of each record on Kafka, on as many brokers; 3 in production.'),
    CASUS_PARTITIONS: whole(1, 64)
      .default(4)
      .describe('Partitions of the topic questions: the same in every service, and never changed.'),
    CASUS_HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
    CASUS_PORT: portNumber.default(port).describe('TCP port of HTTP; 0 takes a free one.'),
    CASUS_CONNECTIONS: whole(2, 100).default(10).describe('Connections to Postgres at most.'),
    CASUS_START_WAIT_S: whole(0, 3600)
      .default(60)
      .describe('Seconds to wait for Postgres and Kafka at the start before giving up.'),
    CASUS_LOG_LEVEL: z.enum(logLevels).default('info').describe('Least severe level that is logged.'),
  };
}

const shape = z.object(serviceVariables({ port: 0 }));

/** What the environment says to every service. */
export type ServiceConfiguration = z.output<typeof shape>;
