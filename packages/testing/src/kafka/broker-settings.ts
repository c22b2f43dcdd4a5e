/** Loopback ports of a broker. */
export interface BrokerPorts {
  readonly client: number;
  readonly controller: number;
  /** Reached through a proxy only: listens on `listen`, tells clients to come to `advertised`. */
  readonly proxied?: { readonly listen: number; readonly advertised: number };
}

/**
 * `server.properties` of one KRaft node that starts fast and takes 3 s instead of 15 to come back from kill -9
 * (its registration expires after `broker.session.timeout.ms`).
 */
export function brokerSettings(
  { client, controller, proxied }: BrokerPorts,
  dataDir: string,
  further: Readonly<Record<string, string>> = {},
): string {
  const listeners = [`PLAINTEXT://127.0.0.1:${client}`];
  const advertised = [...listeners];
  if (proxied !== undefined) {
    listeners.push(`PROXIED://127.0.0.1:${proxied.listen}`);
    advertised.push(`PROXIED://127.0.0.1:${proxied.advertised}`);
  }
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: [...listeners, `CONTROLLER://127.0.0.1:${controller}`].join(','),
    'advertised.listeners': advertised.join(','),
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controller}`,
    'log.dirs': dataDir,
    ...singleNode,
    'broker.session.timeout.ms': '1000',
    'broker.heartbeat.interval.ms': '200',
    ...further,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** What a broker without peers needs, and what makes its groups and transactions start at once. */
export const singleNode: Readonly<Record<string, string>> = {
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '4',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'group.initial.rebalance.delay.ms': '0',
  'auto.create.topics.enable': 'false',
};
