import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../services/standalone/src/main.ts', import.meta.url));
const readyTimeoutMs = 60_000;

export interface StandaloneOptions {
  readonly dataDir: string;
  readonly adminKey: string;
  readonly demonstration: boolean;
  readonly port: number;
}

/** A Casus in a process of its own, that can be killed at any moment. */
export interface StandaloneProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Resolves when `/readyz` answers 200; rejects when the process ends first. */
  ready(): Promise<void>;
  /** SIGKILL to the process itself; its Postgres is left an orphan, as a crash would. */
  kill(): Promise<void>;
  stop(): Promise<number | null>;
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

export function startStandalone(options: StandaloneOptions): StandaloneProcess {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      CASUS_DATA_DIR: options.dataDir,
      CASUS_PORT: String(options.port),
      CASUS_HOST: '127.0.0.1',
      CASUS_ADMIN_KEY: options.adminKey,
      CASUS_DEMO: options.demonstration ? 'on' : 'off',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const url = `http://127.0.0.1:${options.port}`;
  return {
    url,
    process: child,
    ready: () => waitUntilReady(child, url, output),
    kill: () => end(child, 'SIGKILL').then(() => undefined),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function waitUntilReady(child: ChildProcess, url: string, output: string[]): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`Casus ended before it was ready:\n${output.join('')}`);
    }
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    if (response?.status === 200) return;
    await sleep(50);
  }
  throw new Error(`Casus was not ready after ${readyTimeoutMs} ms:\n${output.join('')}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
}
