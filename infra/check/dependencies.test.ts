import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { countSources, cruiseDependencies } from './dependencies.ts';

type Files = Readonly<Record<string, string>>;

const libraries: Files = Object.fromEntries(
  ['zod', 'uuid', 'pg', 'kafkajs', 'vitest'].flatMap((name) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, type: 'module', exports: './index.js' })],
    [`node_modules/${name}/index.js`, 'export const value = 1;'],
  ]),
);

const plain = 'export const value = 1;';
const imports = (target: string): string => `import { value } from '${target}';\nexport const found = value;`;

test.each<[rule: string, files: Files]>([
  ['everything-resolves', { 'packages/log/src/a.ts': imports('nowhere') }],
  [
    'services-are-islands',
    { 'services/ingest/src/a.ts': imports('../../forecast/src/b.ts'), 'services/forecast/src/b.ts': plain },
  ],
  [
    'only-standalone-imports-services',
    {
      'packages/log/src/a.ts': imports('../../../services/ingest/src/b.ts'),
      'services/ingest/src/b.ts': plain,
    },
  ],
  [
    'workspaces-by-name',
    { 'packages/log/src/a.ts': imports('../../domain/src/b.ts'), 'packages/domain/src/b.ts': plain },
  ],
  ['scoring-is-pure', { 'packages/scoring/src/a.ts': imports('zod') }],
  ['scoring-is-pure', { 'packages/scoring/src/a.ts': imports('node:crypto') }],
  ['domain-is-pure', { 'packages/domain/src/a.ts': imports('pg') }],
  ['claims-is-pure', { 'packages/claims/src/a.ts': imports('node:fs') }],
  ['baseline-is-pure', { 'packages/baseline/src/a.ts': imports('uuid') }],
  [
    'checker-shares-nothing-with-the-engine',
    {
      'packages/checker/src/a.ts': imports('../../claims/src/engine/b.ts'),
      'packages/claims/src/engine/b.ts': plain,
    },
  ],
  ['checker-shares-nothing-with-the-engine', { 'packages/checker/src/a.ts': imports('node:crypto') }],
  ['kafkajs-in-one-folder', { 'packages/log/src/postgres/a.ts': imports('kafkajs') }],
  ['no-test-code-in-production', { 'packages/log/src/a.ts': imports('vitest') }],
  [
    'no-test-code-in-production',
    { 'services/ingest/src/a.ts': imports('./b.test.ts'), 'services/ingest/src/b.test.ts': plain },
  ],
  ['no-cycles', { 'packages/log/src/a.ts': imports('./b.ts'), 'packages/log/src/b.ts': imports('./a.ts') }],
])('a break of %s is caught', async (rule, files) => {
  const { forbidden } = await cruiseFiles({ ...libraries, ...files });
  expect(forbidden.map((each) => each.rule)).toContain(rule);
});

test('what the rules allow is not reported, and every source file is read', async () => {
  const report = await cruiseFiles({
    ...libraries,
    'packages/domain/src/a.ts': imports('zod'),
    'packages/domain/src/a.test.ts': imports('vitest'),
    'packages/log/src/kafka/a.ts': `import type { value } from 'kafkajs';\nexport type Value = typeof value;`,
    'services/standalone/src/a.ts': imports('uuid'),
  });
  expect(report).toEqual({ cruised: 4, found: 4, forbidden: [] });
});

test('an import of types only counts as an import', async () => {
  const { forbidden } = await cruiseFiles({
    ...libraries,
    'packages/scoring/src/a.ts': `import type { value } from 'zod';\nexport type Value = typeof value;`,
  });
  expect(forbidden.map((each) => each.rule)).toEqual(['scoring-is-pure']);
});

async function cruiseFiles(
  files: Files,
): Promise<Awaited<ReturnType<typeof cruiseDependencies>> & { found: number }> {
  const root = await mkdtemp(join(tmpdir(), 'casus-cruise-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return { ...(await cruiseDependencies(root)), found: countSources(root) };
  } finally {
    await rm(root, { recursive: true });
  }
}
