import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Programs of the services, each a process of its own. */
const mains = {
  prepare: 'services/prepare/src/main.ts',
  ingest: 'services/ingest/src/main.ts',
  projector: 'services/projector/src/main.ts',
  scorer: 'services/projector/src/scorer/main.ts',
  resolver: 'services/forecast/src/resolver/main.ts',
  outbox: 'services/forecast/src/outbox/main.ts',
  api: 'services/forecast/src/api/main.ts',
} as const;

export type ServiceName = keyof typeof mains;

const root = new URL('../../../../', import.meta.url);
const readyTimeoutMs = 120_000;
const pollMs = 50;

export interface ServiceOptions {
  /** Its variables; of this process it gets `PATH` alone. */
  readonly environment: Readonly<Record<string, string>>;
  /** Told of each line that it prints, on either stream. */
  readonly onLine?: (line: string) => void;
}

/** A service in a process of its own, that can be hurt at any moment; disposing stops it. */
export interface ServiceProcess extends AsyncDisposable {
  readonly name: ServiceName;
  readonly pid: number;
  /** Its exit code, once it has ended; null after a signal. */
  readonly ended: Promise<number | null>;
  /** Where it answers HTTP. @throws {Error} it ended first */
  readonly url: Promise<string>;
  /** Resolves when `/readyz` answers 200. @throws {Error} it ended first, or took two minutes */
  ready(): Promise<void>;
  /** What it has printed so far, both streams. */
  output(): string;
  /** SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Any signal; SIGKILL, SIGSTOP and SIGCONT among them. */
  signal(name: NodeJS.Signals): void;
}

/** Starts a service; a Ctrl-C in the terminal reaches it only through whoever started it. */
export function startService(name: ServiceName, { environment, onLine }: ServiceOptions): ServiceProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL(mains[name], root))], {
    env: { PATH: process.env['PATH'], CASUS_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const killAlong = (): void => void child.kill('SIGKILL');
  process.once('exit', killAlong);
  const ended = once(child, 'close').then(() => {
    process.off('exit', killAlong);
    return child.exitCode;
  });
  const lines: string[] = [];
  const address = Promise.withResolvers<string>();
  address.promise.catch(() => undefined); // whoever awaits it gets it
  void ended.then(() => address.reject(new Error(`${name} ended before it answered:\n${lines.join('\n')}`)));
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      onLine?.(line);
      const [, url] = /^\w+ answers at (\S+)$/u.exec(line) ?? [];
      if (url !== undefined) address.resolve(url);
    });
  return {
    name,
    pid: child.pid ?? 0,
    ended,
    url: address.promise,
    ready: async () => untilReady(await address.promise, child, () => lines.join('\n')),
    output: () => lines.join('\n'),
    stop: () => stop(child, ended),
    signal: (signal) => void child.kill(signal),
    [Symbol.asyncDispose]: async () => void (await stop(child, ended)),
  };
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const giveUpAt = performance.now() + readyTimeoutMs;
  while (performance.now() < giveUpAt && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => undefined,
    );
    if (answer?.status === 200) return;
    await delay(pollMs);
  }
  throw new Error(`a service was not ready:\n${output()}`);
}

async function stop(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.kill('SIGTERM');
  child.kill('SIGCONT');
  return ended;
}
