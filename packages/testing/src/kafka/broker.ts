import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startAnswerProxy } from './answer-proxy.ts';
import type { AnswerProxy } from './answer-proxy.ts';
import { brokerSettings } from './broker-settings.ts';
import type { BrokerPorts } from './broker-settings.ts';
import { freePorts } from './free-port.ts';
import { findJava, kafkaJars, run } from './jars.ts';

const startTimeoutMs = 60_000;
const flagsOf = {
  starts: ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
  serves: ['-Xmx1g'],
} as const;

export interface BrokerOptions {
  /** Further lines of `server.properties`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** `starts`: flags that bring the first start from 5 s to 2 s; `serves`: the JVM as it is. @default starts */
  readonly fast?: 'starts' | 'serves';
  /** Where its data lies, from an earlier run too. @default a temporary folder, removed at the end */
  readonly dataDir?: string;
}

/** A broker of Kafka's own jars, to be hurt; disposing it kills it and removes its data. */
export interface Broker extends AsyncDisposable {
  /** `host:port`. */
  readonly address: string;
  /** The same broker behind a proxy that can lose answers on the way. */
  readonly proxy: AnswerProxy;
  /** Folder of the partitions: `<topic>-<partition>`. */
  readonly dataDir: string;
  /** Of its process; undefined while there is none. */
  readonly pid: number | undefined;
  /** Starts it again on the same data; resolves when it answers. */
  start(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM, until it has ended. */
  stop(): Promise<void>;
  /** SIGSTOP: connections stay open and nothing answers. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
}

/** @throws {Error} no Java of version 17 or newer, no Maven, or Kafka ends before it answers */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const { settings = {}, dataDir, fast = 'starts' } = options;
  const java = await findJava();
  if (java === undefined) throw new Error('Kafka needs Java 17 or newer');
  const classPath = join(await kafkaJars(), '*');
  const folder = await mkdtemp(join(tmpdir(), 'casus-kafka-'));
  const data = dataDir ?? join(folder, 'data');
  const [client = 0, controller = 0, listen = 0] = await freePorts(3);
  const proxy = await startAnswerProxy(listen);
  const ports: BrokerPorts = { client, controller, proxied: { listen, advertised: proxy.port } };
  const properties = join(folder, 'server.properties');
  await writeFile(properties, brokerSettings(ports, data, settings));
  if (!existsSync(join(data, 'meta.properties'))) await formatStorage(java, classPath, properties);
  const start = (): Promise<ChildProcess> =>
    launch({ java, flags: flagsOf[fast], classPath, properties, port: client });
  const broker = new BrokerProcess({ port: client, dataDir: data, folder, proxy, start });
  await broker.start();
  return broker;
}

interface Parts {
  readonly port: number;
  readonly dataDir: string;
  readonly folder: string;
  readonly proxy: AnswerProxy;
  readonly start: () => Promise<ChildProcess>;
}

class BrokerProcess implements Broker {
  readonly address: string;
  readonly proxy: AnswerProxy;
  readonly dataDir: string;
  readonly #parts: Parts;
  #process: ChildProcess | undefined;

  constructor(parts: Parts) {
    this.address = `127.0.0.1:${parts.port}`;
    this.proxy = parts.proxy;
    this.dataDir = parts.dataDir;
    this.#parts = parts;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async start(): Promise<void> {
    this.#process ??= await this.#parts.start();
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.proxy[Symbol.asyncDispose]();
    await rm(this.#parts.folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    if (process !== undefined) await end(process, signal);
  }
}

async function formatStorage(java: string, classPath: string, properties: string): Promise<void> {
  const clusterId = randomBytes(16).toString('base64url');
  const format = ['kafka.tools.StorageTool', 'format', '--standalone', `--cluster-id=${clusterId}`];
  const { code, output } = await run(java, ['-cp', classPath, ...format, `--config=${properties}`]);
  if (code !== 0) throw new Error(`Kafka's storage could not be formatted:\n${output}`);
}

interface Launch {
  readonly java: string;
  readonly flags: readonly string[];
  readonly classPath: string;
  readonly properties: string;
  readonly port: number;
}

async function launch({ java, flags, classPath, properties, port }: Launch): Promise<ChildProcess> {
  const child = spawn(java, [...flags, '-cp', classPath, 'kafka.Kafka', properties], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a Ctrl-C in the terminal leaves it to whoever started it
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const deadline = Date.now() + startTimeoutMs;
  while (!(await accepts(port))) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (!ended && Date.now() < deadline) await delay(50);
    else {
      await end(child, 'SIGKILL');
      throw new Error(`Kafka does not answer on port ${port}:\n${output.join('').slice(-4_000)}`);
    }
  }
  return child;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect'); // rejects when refused
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  if (signal === 'SIGTERM') child.kill('SIGCONT');
  await exited;
}
