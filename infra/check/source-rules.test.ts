import { expect, test } from 'vitest';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sourceComplaints } from './source-rules.ts';

const many = Array.from({ length: 26 }, (_, index) => `name${index}`);

test.each([
  ['packages/claims/src/engine/now.ts', 'export const now = new Date();'],
  ['packages/log/src/index.ts', `export * from './port.ts';`],
  ['services/ingest/src/index.ts', `export { ${many.join(', ')} } from './port.ts';`],
  ['packages/log/src/kafka/index.ts', many.map((name) => `export const ${name} = 1;`).join('\n')],
])('a fault planted in %s is reported once', (path, text) => {
  const complaints = complaintsAbout(path, text);
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toContain(`${path}: `);
});

test.each([
  ['packages/claims/src/day.ts', 'const day = new Date(0); // not new Date()'],
  ['packages/claims/src/day.test.ts', 'const now = new Date();'],
  ['packages/platform/src/now.ts', 'const now = new Date();'],
  ['packages/log/src/index.ts', `export type { ${many.slice(1).join(', ')} } from './port.ts';`],
  ['packages/log/src/index.ts', `export {\n  ${many.slice(1).join(',\n  ')},\n} from './port.ts';`],
])('%s may say %s', (path, text) => {
  expect(complaintsAbout(path, text)).toEqual([]);
});

function complaintsAbout(path: string, text: string): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), 'casus-sources-'));
  try {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    return sourceComplaints(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}
