import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const kafkaFolder = fileURLToPath(new URL('../../../../infra/kafka/', import.meta.url));
const oldestJava = 17;

/** The Java program that Kafka runs on; undefined when there is none of version 17 or newer. */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const home = env['JAVA_HOME'];
  const java = home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
  const { code, output } = await run(java, ['-version']);
  const [, version] = /version "(\d+)/.exec(output) ?? [];
  return code === 0 && Number(version) >= oldestJava ? java : undefined;
}

/**
 * The folder with Kafka's jars: fetched once by Maven, 45 files, 43 MB, about 7 s.
 * @throws {Error} Maven is missing or fails
 */
export async function kafkaJars(): Promise<string> {
  return jarsOf(kafkaFolder);
}

/**
 * The folder with the jars of Kafka's own tools: fetched once by Maven, 86 files, 43 MB.
 * @throws {Error} Maven is missing or fails
 */
export async function kafkaToolJars(): Promise<string> {
  return jarsOf(join(kafkaFolder, 'tools'));
}

/** The jars of the `pom.xml` in a folder. */
async function jarsOf(folder: string): Promise<string> {
  const jars = join(folder, 'lib');
  if (existsSync(jars)) return jars;
  const fetched = join(folder, `lib-${process.pid}`); // complete before it gets the name that others look for
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${fetched}`];
  const { code, output } = await run('mvn', ['-q', '-B', '-f', join(folder, 'pom.xml'), ...goal]);
  if (code !== 0) throw new Error(`Maven could not fetch Kafka's jars:\n${output}`);
  await rename(fetched, jars).catch(async (error: unknown) => {
    await rm(fetched, { recursive: true, force: true });
    if (!existsSync(jars)) throw error;
  });
  return jars;
}

/** Runs a program to its end; `code` is null when it could not be started. */
export async function run(
  program: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  try {
    await once(child, 'close'); // rejects when the program cannot be started
  } catch (error) {
    return { code: null, output: String(error) };
  }
  return { code: child.exitCode, output: output.join('') };
}
