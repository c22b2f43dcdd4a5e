import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { countSources, cruiseDependencies } from './dependencies.ts';
import { sourceComplaints } from './source-rules.ts';

/** What one check found: `details` goes to the reader when it failed. */
type Finding = { readonly passed: boolean; readonly details: string };

type Check = { readonly name: string; readonly run: () => Promise<Finding> };

const root = join(import.meta.dirname, '../..');

const checks: readonly Check[] = [
  { name: 'format', run: () => tool('oxfmt', '--check') },
  { name: 'lint', run: () => tool('oxlint') },
  { name: 'types', run: () => tool('tsc', '-p', 'tsconfig.json') },
  { name: 'dependencies', run: dependencies },
  { name: 'sources', run: sources },
  { name: 'unused', run: () => tool('knip', '--no-config-hints') },
];

async function dependencies(): Promise<Finding> {
  const { cruised, forbidden } = await cruiseDependencies(root);
  const found = countSources(root);
  const lines = forbidden.map(({ rule, from, to }) => `${rule}: ${from} imports ${to}`);
  if (cruised !== found) lines.push(`the rules saw ${cruised} of ${found} source files`);
  return { passed: lines.length === 0 && found > 0, details: lines.join('\n') };
}

async function sources(): Promise<Finding> {
  const complaints = sourceComplaints(root);
  return { passed: complaints.length === 0, details: complaints.join('\n') };
}

async function tool(name: string, ...args: string[]): Promise<Finding> {
  const { promise, resolve, reject } = Promise.withResolvers<Finding>();
  const child = spawn(join(root, 'node_modules/.bin', name), args, {
    cwd: root,
    shell: process.platform === 'win32',
  });
  let details = '';
  const collect = (chunk: Buffer): void => void (details += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  child.once('error', reject);
  child.once('close', (code) => resolve({ passed: code === 0, details }));
  return promise;
}

/** Runs every check even after one has failed, so that one run shows everything there is to mend. */
async function main(): Promise<void> {
  for (const check of checks) {
    const startedAt = performance.now();
    const { passed, details } = await check.run();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`${passed ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)\n`);
    if (passed) continue;
    process.stdout.write(`${details}\n`);
    process.exitCode = 1;
  }
}

await main();
