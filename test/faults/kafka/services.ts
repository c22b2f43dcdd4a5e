import { startService } from '@casus/testing/apart';
import type { ServiceName as Program, ServiceProcess } from '@casus/testing/apart';
import { freePort } from '../embedded/casus-process.ts';

/** Programs of the services, by what a process of them is called here; a heir is a second projector, a rival a second resolver. */
const programs = {
  ingest: 'ingest',
  projector: 'projector',
  heir: 'projector',
  api: 'api',
  scorer: 'scorer',
  resolver: 'resolver',
  rival: 'resolver',
  outbox: 'outbox',
} as const satisfies Readonly<Record<string, Program>>;

export type ServiceName = keyof typeof programs;

export const usualServices: readonly ServiceName[] = ['ingest', 'projector', 'api', 'resolver', 'outbox'];

/** The services of one life, each a process of its own, that comes back at the same address. */
export interface Services extends AsyncDisposable {
  get(name: ServiceName): ServiceProcess;
  /** Starts it; it may not be ready yet. */
  start(name: ServiceName): Promise<ServiceProcess>;
  /** kill -9, until it has ended. */
  kill(name: ServiceName): Promise<void>;
  /** SIGTERM; the exit code. */
  stop(name: ServiceName): Promise<number | null>;
  /** Those that run, or should. */
  wanted(): ReadonlyMap<ServiceName, ServiceProcess>;
  /** Those that have ended without being told to. */
  endedByThemselves(): ReadonlyMap<ServiceName, ServiceProcess>;
}

export function makeServices(environment: Readonly<Record<string, string>>): Services {
  const wanted = new Map<ServiceName, ServiceProcess>();
  const ended = new Set<ServiceProcess>();
  const ports = new Map<ServiceName, number>();
  const get = (name: ServiceName): ServiceProcess => {
    const service = wanted.get(name);
    if (service === undefined) throw new Error(`no ${name} was started`);
    return service;
  };
  const kill = async (name: ServiceName): Promise<void> => {
    const service = get(name);
    wanted.delete(name);
    service.signal('SIGKILL');
    await service.ended;
  };
  return {
    get,
    async start(name) {
      const port = ports.get(name) ?? (await freePort());
      ports.set(name, port);
      const own = { ...environment, CASUS_PORT: String(port) };
      const service = startService(programs[name], { environment: own });
      void service.ended.then(() => ended.add(service));
      wanted.set(name, service);
      return service;
    },
    kill,
    async stop(name) {
      const service = get(name);
      wanted.delete(name);
      return service.stop();
    },
    wanted: () => wanted,
    endedByThemselves: () => new Map([...wanted].filter(([, service]) => ended.has(service))),
    async [Symbol.asyncDispose]() {
      await Promise.all([...wanted.keys()].map(kill));
    },
  };
}
