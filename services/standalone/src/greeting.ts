import type { Standalone } from './start.ts';

/** What is printed once everything is up. */
export async function greeting({ url, keys }: Standalone): Promise<readonly string[]> {
  return [`Casus is ready: ${url}`, ...keys.map(({ role, secret }) => `  ${role.padEnd(10)} ${secret}`)];
}
