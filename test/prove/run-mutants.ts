import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { evaluate } from '@casus/claims';
import type { Mutant } from './mutants.ts';
import { mutants } from './mutants.ts';
import { firstUnsound, judgedCases } from './prove.ts';

const claims = fileURLToPath(new URL('../../packages/claims/', import.meta.url));

/** What became of a mutant: the seed of the case that killed it, or null while it lives. */
export interface Fate {
  readonly mutant: Mutant;
  readonly killedBy: number | null;
}

/** Runs each mutant until a case contradicts it, at most `cases` of them. */
export async function runMutants(cases: number, seed: number): Promise<readonly Fate[]> {
  const judged = judgedCases(cases, seed);
  return withEachMutant(mutants, (wrong) => firstUnsound(wrong, judged));
}

/** Runs each mutant on the one case that is known to kill it. */
export async function runKillers(killers: Readonly<Record<string, number>>): Promise<readonly Fate[]> {
  return withEachMutant(mutants, (wrong, { name }) =>
    firstUnsound(wrong, judgedCases(1, killers[name] ?? 0)),
  );
}

/**
 * The wrong engines are written beside the right one, where their imports resolve, and removed at the end.
 * @throws {Error} for a mutant whose text is no longer in the engine
 */
async function withEachMutant(
  all: readonly Mutant[],
  judge: (wrong: typeof evaluate, mutant: Mutant) => number | null,
): Promise<readonly Fate[]> {
  mkdirSync(join(claims, '.mutants'), { recursive: true });
  const folder = mkdtempSync(join(claims, '.mutants', 'run-'));
  try {
    const fates: Fate[] = [];
    for (const [index, mutant] of all.entries()) {
      const wrong = await loadMutant(mutant, join(folder, String(index)));
      fates.push({ mutant, killedBy: judge(wrong, mutant) });
    }
    return fates;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function loadMutant({ name, file, from, to }: Mutant, folder: string): Promise<typeof evaluate> {
  cpSync(join(claims, 'src'), folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} has no one place for: ${name}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  const loaded: unknown = await import(pathToFileURL(join(folder, 'evaluate.ts')).href);
  return (loaded as { readonly evaluate: typeof evaluate }).evaluate;
}
