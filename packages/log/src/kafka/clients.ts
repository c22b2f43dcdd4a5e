import kafkajs from 'kafkajs';
import type { Admin, Kafka, KafkaConfig, Producer } from 'kafkajs';
import { asLogError } from './errors.ts';
import { fastVarInts } from './fast-encoding.ts';
import { OffsetLookup } from './offset-lookup.ts';
import { quietRequestQueue } from './quiet-request-queue.ts';
import { watchedSockets } from './watched-sockets.ts';

export interface ConnectionOptions {
  /** `host:port` of one broker or more. */
  readonly brokers: readonly string[];
  /** How the brokers name this process in their logs. @default casus */
  readonly clientId?: string;
  readonly ssl?: KafkaConfig['ssl'];
  readonly sasl?: KafkaConfig['sasl'];
}

/** The connections of one log. */
export interface Clients extends AsyncDisposable {
  /** A client whose sockets tell when they close. */
  readonly watched: (onClose: () => void) => Kafka;
  readonly admin: Admin;
  readonly offsets: OffsetLookup;
  /**
   * Not idempotent: with sequence numbers kafkajs rolls back and reuses one after a failed send, and the broker
   * then takes other records for repeats and drops them although it acknowledges them.
   */
  readonly producer: Producer;
}

const requestTimeoutMs = 10_000;

/** @throws {LogError} `unavailable` */
export async function connectClients(options: ConnectionOptions): Promise<Clients> {
  quietRequestQueue();
  fastVarInts();
  const { brokers, clientId = 'casus', ssl, sasl } = options;
  const config: KafkaConfig = {
    brokers: [...brokers],
    clientId,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 3_000,
    requestTimeout: requestTimeoutMs,
    logLevel: kafkajs.logLevel.NOTHING,
  };
  const kafka = new kafkajs.Kafka(config);
  const makeAdmin = (): Admin =>
    kafka.admin({ retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 5 } });
  const admin = makeAdmin();
  const offsets = new OffsetLookup(makeAdmin);
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    idempotent: false,
    maxInFlightRequests: 1,
    retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 0 },
  });
  try {
    await Promise.all([admin.connect(), producer.connect()]);
  } catch (error) {
    await Promise.allSettled([admin.disconnect(), producer.disconnect()]);
    throw asLogError(error);
  }
  return {
    watched: (onClose) => new kafkajs.Kafka({ ...config, socketFactory: watchedSockets(onClose) }),
    admin,
    offsets,
    producer,
    async [Symbol.asyncDispose]() {
      await Promise.allSettled([admin.disconnect(), producer.disconnect(), offsets[Symbol.asyncDispose]()]);
    },
  };
}
