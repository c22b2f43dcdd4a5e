import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../services/standalone/src/main.ts', import.meta.url));
const readyTimeoutMs = 120_000;

/** A Casus in a process of its own, that can be killed at any moment. */
export interface CasusProcess {
  readonly url: string;
  /** Resolves when `/readyz` answers 200. @throws {Error} when the process ends first, or after two minutes */
  readonly ready: (signal: AbortSignal) => Promise<void>;
  /** SIGKILL to the process itself: its Postgres is left an orphan, as by a crash. */
  readonly kill: () => Promise<void>;
  /** SIGTERM; the exit code. */
  readonly stop: () => Promise<number | null>;
  /** What it printed so far, both streams. */
  readonly output: () => string;
  /** Its exit code once it has ended by itself. */
  readonly ended: Promise<number | null>;
}

export interface CasusProcessOptions {
  readonly dataDir: string;
  readonly port: number;
  /** Further variables of the environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return address.port;
}

/** Starts `services/standalone` with the demonstration, on an embedded database of its own. */
export function startCasus({ dataDir, port, environment }: CasusProcessOptions): CasusProcess {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      CASUS_DATA_DIR: dataDir,
      CASUS_PORT: String(port),
      CASUS_HOST: '127.0.0.1',
      CASUS_DEMO: 'on',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  const output = (): string => printed.join('');
  return {
    url,
    ready: (signal) => untilReady({ child, url, output, signal }),
    kill: async () => void (await end(child, 'SIGKILL')),
    stop: () => end(child, 'SIGTERM'),
    output,
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}

interface Starting {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
  readonly signal: AbortSignal;
}

async function untilReady({ child, url, output, signal }: Starting): Promise<void> {
  const giveUpAt = performance.now() + readyTimeoutMs;
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Casus ended before it was ready:\n${output()}`);
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => undefined,
    );
    if (answer?.status === 200) return;
    await delay(50, undefined, { signal });
  }
  throw new Error(`Casus was not ready after ${readyTimeoutMs} ms:\n${output()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
}
