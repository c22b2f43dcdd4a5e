import type { FirstKey } from './first-keys.ts';

/** The keys of a first start as they are shown, once; nothing without any. */
export function keyLines(keys: readonly FirstKey[]): readonly string[] {
  if (keys.length === 0) return [];
  return [
    'A key for each role, shown this once; send it as "Authorization: Bearer KEY":',
    ...keys.map(({ role, secret }) => `  ${role.padEnd(11)}${secret}`),
    '',
  ];
}
