import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers';
import { singleNode } from './broker-settings.ts';
import { freePorts } from './free-port.ts';

const image = 'apache/kafka:4.3.1';
const innerPort = 9092;

/** A broker in a container. */
export interface BrokerContainer extends AsyncDisposable {
  readonly address: string;
}

/** True when a Docker daemon answers. */
export async function dockerAnswers(): Promise<boolean> {
  try {
    await getContainerRuntimeClient();
    return true;
  } catch {
    return false;
  }
}

/**
 * Clients come back to the address that a broker tells them, so the port on this machine is chosen first; and any
 * KAFKA_* variable switches the image's own settings off, so all of them are given.
 */
export async function startContainer(): Promise<BrokerContainer> {
  const host =
    process.env['TESTCONTAINERS_HOST_OVERRIDE'] ??
    (await getContainerRuntimeClient()).info.containerRuntime.host;
  const [port = 0] = await freePorts(1);
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: `PLAINTEXT://0.0.0.0:${innerPort},CONTROLLER://localhost:9093`,
    'advertised.listeners': `PLAINTEXT://${host}:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': '1@localhost:9093',
    ...singleNode,
  };
  const container = await new GenericContainer(image)
    .withEnvironment(environmentOf(settings))
    .withExposedPorts({ container: innerPort, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  return {
    address: `${host}:${port}`,
    async [Symbol.asyncDispose]() {
      await container.stop();
    },
  };
}

/** `node.id` is written `KAFKA_NODE_ID`. */
function environmentOf(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      `KAFKA_${name.toUpperCase().replaceAll('.', '_')}`,
      value,
    ]),
  );
}
