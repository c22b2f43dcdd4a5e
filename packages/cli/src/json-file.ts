import { readFile } from 'node:fs/promises';
import { StartupError } from '@casus/platform';

/** @throws {StartupError} for a file that is not there or holds no JSON */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new StartupError(`${path} cannot be read.`, { cause: error });
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StartupError(`${path} holds no JSON.`, { cause: error });
  }
}
