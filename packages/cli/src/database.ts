import { StartupError } from '@casus/platform';
import { openPool } from '@casus/platform/postgres';
import type { Pool } from '@casus/platform/postgres';
import { makeLogger } from '@casus/platform';

/**
 * The Postgres of DATABASE_URL, which the services share.
 * @throws {StartupError} without the variable
 */
export function openDatabase(url: string | undefined): Pool {
  if (url === undefined || !/^postgres(?:ql)?:\/\//u.test(url))
    throw new StartupError('DATABASE_URL is missing: expected postgres://user:password@host:port/database.');
  return openPool({ url, name: 'casus-cli', max: 2, log: makeLogger({ name: 'casus-cli', level: 'error' }) });
}
