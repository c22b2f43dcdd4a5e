import { readFileSync } from 'node:fs';
import { configuration, describeConfiguration } from '@casus/platform';
import { expect, test } from 'vitest';
import { serviceVariables } from './variables.ts';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

test('the README lists every variable of the services with its default and what it means', () => {
  const described = describeConfiguration(configuration(serviceVariables({ port: 8420 })));
  const [, table = ''] = /<!-- settings of the services.*?-->\n\n(.*?)\n\n/su.exec(readme) ?? [];
  const rows = table
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  expect(rows).toEqual(
    described.map(({ name, default: fallback, description }) => [
      `\`${name}\``,
      fallback === undefined ? '' : `\`${fallback.replaceAll('"', '')}\``,
      description,
    ]),
  );
});
