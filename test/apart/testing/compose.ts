import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { freePorts } from '@casus/testing/kafka';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A container as `docker compose ps` tells of it. */
export interface Container {
  readonly Service: string;
  readonly State: string;
  readonly Health: string;
  readonly ExitCode: number;
}

/** The containers of `docker-compose.yml` under a name of their own; disposing removes them and their volumes. */
export interface Stack extends AsyncDisposable {
  readonly api: string;
  readonly ingest: string;
  /** What a service has printed. */
  logs(service: string): Promise<string>;
  /** All containers, ended ones too. */
  containers(): Promise<readonly Container[]>;
  /** Runs `docker compose` with these arguments. @throws {Error} with what it printed */
  run(args: readonly string[]): Promise<string>;
}

/** Builds the image and starts everything; resolves when all containers are healthy. */
export async function composeUp(): Promise<Stack> {
  const name = `casus-test-${randomUUID().slice(0, 8)}`;
  const [api = 0, ingest = 0] = await freePorts(2);
  const environment = { CASUS_PORT: String(api), CASUS_INGEST_PORT: String(ingest) };
  const run = (args: readonly string[]): Promise<string> =>
    docker(['compose', '--project-name', name, ...args], environment);
  const down = async (): Promise<void> => void (await run(['down', '--volumes', '--timeout', '20']));
  try {
    await run(['up', '--build', '--detach', '--wait', '--wait-timeout', '480']);
  } catch (error) {
    const told = await run(['logs', '--tail', '40']).catch(String);
    await down();
    throw new Error(`the containers did not come up:\n${told}`, { cause: error });
  }
  return {
    api: `http://127.0.0.1:${api}`,
    ingest: `http://127.0.0.1:${ingest}`,
    run,
    logs: (service) => run(['logs', '--no-log-prefix', service]),
    containers: async () => {
      const lines = (await run(['ps', '--all', '--format', 'json'])).trim().split('\n');
      return lines.map((line) => JSON.parse(line) as Container);
    },
    [Symbol.asyncDispose]: down,
  };
}

/** Standard output of a command. @throws {Error} with all that it printed */
async function docker(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn('docker', args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, all]: [string[], string[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => void (out.push(chunk.toString()), all.push(chunk.toString())));
  child.stderr.on('data', (chunk: Buffer) => void all.push(chunk.toString()));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`docker ${args.join(' ')}:\n${all.join('').slice(-8_000)}`);
  return out.join('');
}
