import { readFileSync } from 'node:fs';
import { configuration, describeConfiguration } from '@casus/platform';
import { expect, test } from 'vitest';
import { resolverVariables } from './configuration.ts';

const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');

test("the README lists the resolver's own variables with their defaults and what they mean", () => {
  const [, table = ''] = /<!-- settings of the resolver.*?-->\n\n(.*?)\n\n/su.exec(readme) ?? [];
  const cells = (line: string): string[] => line.split('|').map((cell) => cell.trim());
  const rows = table
    .split('\n')
    .slice(2)
    .map((line) => cells(line).slice(1, -1));
  const described = describeConfiguration(configuration(resolverVariables));
  expect(rows).toEqual(
    described.map(({ name, default: fallback = '', description }) => [
      `\`${name}\``,
      `\`${fallback}\``,
      description,
    ]),
  );
});
