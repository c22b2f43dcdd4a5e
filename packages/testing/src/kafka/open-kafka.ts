import { startBroker } from './broker.ts';
import type { BrokerOptions } from './broker.ts';
import { dockerAnswers, startContainer } from './container.ts';
import { findJava } from './jars.ts';

/** A Kafka to work with; disposing stops it if it was started for this. */
export interface RunningKafka extends AsyncDisposable {
  /** `host:port`, separated by commas. */
  readonly brokers: string;
  readonly origin: 'address' | 'container' | 'jars';
}

/**
 * The Kafka that `KAFKA_BROKERS` names; else one in a container, when Docker answers; else one of Kafka's own
 * jars, when there is Java 17.
 * @returns undefined when there is none of these
 */
export async function openKafka(
  env: NodeJS.ProcessEnv = process.env,
  options: BrokerOptions = {},
): Promise<RunningKafka | undefined> {
  const given = env['KAFKA_BROKERS'];
  if (given !== undefined && given !== '')
    return { brokers: given, origin: 'address', async [Symbol.asyncDispose]() {} };
  const started = await startKafka(options);
  if (started === undefined) return undefined;
  const { server, origin } = started;
  return { brokers: server.address, origin, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function startKafka(options: BrokerOptions) {
  const hasJava = (await findJava()) !== undefined;
  if (await dockerAnswers())
    try {
      return { server: await startContainer(), origin: 'container' } as const;
    } catch (error) {
      if (!hasJava) throw error; // a daemon without the image, or without a registry to get it from
    }
  return hasJava ? ({ server: await startBroker(options), origin: 'jars' } as const) : undefined;
}
