import type { EventLog } from '@casus/log';
import { StartupError } from '@casus/platform';
import type { Pool } from 'pg';
import { openMovedLog, readMovingConfiguration } from './moved-log.ts';

export interface Deployment {
  readonly log: EventLog;
  readonly pool: Pool;
}

/**
 * Does something with the log and the database that the environment or the data folder says, of a Casus that runs or
 * of one that is stopped.
 * @throws {StartupError} naming what is in the way
 */
export async function withDeployment(
  environment: NodeJS.ProcessEnv,
  { dataDir }: { readonly dataDir: string },
  work: (deployment: Deployment) => Promise<void>,
): Promise<void> {
  const config = readMovingConfiguration(environment);
  await using moved = await openMovedLog({ config, dataDir, mayCreate: false });
  const { log, pool } = moved;
  if (!pool) throw new StartupError('What is folded lies in the database: set DATABASE_URL.');
  await work({ log, pool });
}
