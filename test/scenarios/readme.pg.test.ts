import { readFileSync } from 'node:fs';
import { greeting, startStandalone } from '@casus/standalone';
import { freshDatabase } from '@casus/testing';
import { expect, test } from 'vitest';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the README shows what the first start prints', { timeout: 120_000 }, async () => {
  await using database = await freshDatabase();
  await using casus = await startStandalone({
    DATABASE_URL: database.url,
    CASUS_DEMO: true,
    CASUS_HOST: '127.0.0.1',
    CASUS_PORT: 0,
    CASUS_DATA_DIR: '',
    CASUS_LOG_LEVEL: 'error',
    dataDir: '',
  });
  const lines = await greeting(casus);
  const printed = lines
    .join('\n')
    .replaceAll(casus.url, 'http://127.0.0.1:8420')
    .replaceAll(/(casus_[a-z]+_)\S+/gu, '$1…');
  const [, shown] = /```text\n(WHAT WAS ASKED.*?)```/su.exec(readme) ?? [];
  expect(shown?.trim()).toBe(printed.trim());
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});
