import { setTimeout as delay } from 'node:timers/promises';
import { print, StartupError } from '@casus/platform';
import { startService } from '@casus/testing/apart';
import type { ServiceName, ServiceProcess } from '@casus/testing/apart';

export interface Supervised {
  /** Before each line that it prints. */
  readonly label: string;
  readonly name: ServiceName;
  readonly environment: Readonly<Record<string, string>>;
}

/** A service that is started again whenever it ends; disposing stops it for good. */
export interface Supervisor extends AsyncDisposable {
  /** Where it answers, once it is ready for the first time. @throws {Error} it ended three times before */
  readonly ready: Promise<string>;
}

const againMs = 1_000;
/** How often it may end before it is ready. */
const patience = 3;

export function supervise(service: Supervised): Supervisor {
  const stop = new AbortController();
  const ready = Promise.withResolvers<string>();
  ready.promise.catch(() => undefined); // whoever awaits it gets it
  let current = launch(service);
  const run = async (): Promise<void> => {
    for (let ends = 1; !stop.signal.aborted; ends += 1) {
      const { url } = current;
      current.ready().then(
        () => ready.resolve(url),
        () => undefined,
      );
      const code = await current.ended;
      if (stop.signal.aborted) return;
      if (ends === patience) ready.reject(new StartupError(`${service.name} does not start.`));
      print(`${service.label} | ended with ${code ?? 'a signal'}, is started again`);
      await delay(againMs, undefined, { signal: stop.signal }).catch(() => undefined);
      if (!stop.signal.aborted) current = launch(service);
    }
  };
  const running = run();
  return {
    ready: ready.promise,
    async [Symbol.asyncDispose]() {
      stop.abort();
      const code = await current.stop();
      await running;
      print(`${service.label} | stopped with ${code ?? 'a signal'}`);
    },
  };
}

function launch({ label, name, environment }: Supervised): ServiceProcess {
  const process = startService(name, { environment, onLine: (line) => print(`${label} | ${line}`) });
  print(`${label} | pid ${process.pid}`);
  return process;
}
