import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { glance } from '@casus/claims';
import type { Mutant } from './mutant.ts';
import { findsOut, judgedCase } from './prove.ts';
import type { JudgedCase } from './prove.ts';

const claims = fileURLToPath(new URL('../../packages/claims/', import.meta.url));

/** Cases by their seed, each judged once by whoever runs several mutants. */
const judged = new Map<number, JudgedCase>();

/** The seed of the first case that contradicts a mutant. */
export function killerOf(mutant: Mutant, seeds: Iterable<number>): Promise<number | null> {
  return withMutant(mutant, 'evaluate.ts', (loaded) => {
    const { glance: wrong } = loaded as { readonly glance: typeof glance };
    for (const seed of seeds) {
      const found = judged.get(seed) ?? judgedCase(seed);
      judged.set(seed, found);
      if (findsOut(wrong, found)) return seed;
    }
    return null;
  });
}

/**
 * Loads a module of the mutant, which is written beside the right engine, where its imports resolve, and removed at the
 * end.
 * @throws {Error} for a mutant whose text is no longer in the engine
 */
export async function withMutant<T>(mutant: Mutant, module: string, use: (loaded: unknown) => T): Promise<T> {
  mkdirSync(join(claims, '.mutants'), { recursive: true });
  const folder = mkdtempSync(join(claims, '.mutants', 'run-'));
  try {
    writeMutant(mutant, folder);
    return use(await import(pathToFileURL(join(folder, module)).href));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeMutant({ name, file, from, to }: Mutant, folder: string): void {
  cpSync(join(claims, 'src'), folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} has no one place for: ${name}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}
