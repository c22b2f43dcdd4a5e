import { startService } from '@casus/testing/apart';
import type { ServiceName, ServiceProcess } from '@casus/testing/apart';

/** Any field of an answer; what is in it is what the tests assert. */
export type Body = Readonly<Record<string, unknown>>;

export interface DeploymentOptions {
  readonly brokers: readonly string[];
  readonly databaseUrl: string;
  readonly topicPrefix: string;
  readonly demonstration: boolean;
  readonly services: readonly ServiceName[];
}

/** The services apart, each in a process of its own; disposing stops them. */
export interface Deployment extends AsyncDisposable {
  readonly services: readonly ServiceProcess[];
  /** Keys of the first start, by role. */
  readonly keys: Readonly<Record<string, string>>;
  /** Rejects once a process has ended, with what it printed. */
  readonly failed: Promise<never>;
  /** Where the first process of that name answers. */
  url(name: ServiceName): Promise<string>;
}

/** Prepares the log, starts the services all at once, and waits until all are ready. */
export async function deploy(options: DeploymentOptions): Promise<Deployment> {
  const environment = {
    KAFKA_BROKERS: options.brokers.join(','),
    DATABASE_URL: options.databaseUrl,
    CASUS_TOPIC_PREFIX: options.topicPrefix,
    CASUS_LOG_LEVEL: 'warn',
  };
  await using held = new AsyncDisposableStack();
  const demo = options.demonstration ? 'on' : 'off';
  const prepare = held.use(startService('prepare', { environment: { ...environment, CASUS_DEMO: demo } }));
  const code = await prepare.ended;
  if (code !== 0) throw new Error(`prepare ended with ${code}:\n${prepare.output()}`);
  const services = options.services.map((name) => held.use(startService(name, { environment })));
  await Promise.all(services.map((service) => service.ready()));
  const failed = Promise.race(services.map(ended));
  failed.catch(() => undefined); // whoever awaits it gets it
  const owned = held.move();
  return {
    services,
    failed,
    keys: keysShown(prepare.output()),
    url: async (name) => (await services.find((service) => service.name === name)?.url) ?? '',
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function ended(service: ServiceProcess): Promise<never> {
  const code = await service.ended;
  throw new Error(`${service.name} ended with ${code ?? 'a signal'}:\n${service.output()}`);
}

/** Keys by role, as they are shown once. */
export function keysShown(output: string): Readonly<Record<string, string>> {
  const keys = [...output.matchAll(/casus_([a-z]+)_\S+/gu)];
  return Object.fromEntries<string>(keys.map(([secret, role = '']) => [role, secret]));
}

/** A request with a key; its answer's body. @throws {Error} for an answer that is not 2xx */
export async function send(url: string, key: string | undefined, body?: object): Promise<Body> {
  const answer = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key ?? ''}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}: ${text}`);
  return JSON.parse(text) as Body;
}
