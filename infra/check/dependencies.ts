import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult, IViolation } from 'dependency-cruiser';
import { dependencyRules } from './dependency-rules.ts';

/** One import that a rule forbids. */
export type ForbiddenImport = { readonly rule: string; readonly from: string; readonly to: string };

export type DependencyReport = {
  /** Source files that were read. */
  readonly cruised: number;
  readonly forbidden: readonly ForbiddenImport[];
};

/** The folders whose modules are held to the rules. */
const sourceFolders = ['packages', 'services', 'infra', 'test'];

/** Reads the imports of every source file below `root` and applies the rules. */
export async function cruiseDependencies(root: string): Promise<DependencyReport> {
  const { forbidden = [], options } = dependencyRules;
  const folders = sourceFolders.filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(folders, {
    ...options,
    baseDir: root,
    ruleSet: { forbidden },
    validate: true,
  });
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered in prose: ${output}`);
  return { cruised: sourcesIn(output).length, forbidden: output.summary.violations.map(forbiddenImport) };
}

/** The source files there are: what `cruised` must come to, or the rules looked at less than everything. */
export function countSources(root: string): number {
  return globSync(`{${sourceFolders.join(',')}}/**/*.ts`, {
    cwd: root,
    exclude: ['**/node_modules/**', '**/.mutants/**'],
  }).length;
}

function sourcesIn(result: ICruiseResult): readonly string[] {
  const sources = result.modules.map((module) => module.source);
  return sources.filter((source) => source.endsWith('.ts') && !source.includes('node_modules/'));
}

function forbiddenImport({ rule, from, to }: IViolation): ForbiddenImport {
  return { rule: rule.name, from, to };
}
