import type { EventLog } from '@casus/log';
import type { Clock, Logger } from '@casus/platform';
import { startProjector } from '@casus/projection';
import type { PositionWatch, Projector } from '@casus/projection';
import type { Pool } from 'pg';
import { projections } from './read-models/index.ts';

export interface ProjectorContext {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly logger: Logger;
  readonly clock: Clock;
  /** A process that is alone keeps its name over restarts, and so its leases. */
  readonly owner?: string;
  readonly watch?: Pick<PositionWatch, 'advanced'>;
}

/** Folds the log into the read schema until it is disposed of. */
export async function start({
  log,
  pool,
  logger,
  clock,
  owner,
  watch,
}: ProjectorContext): Promise<Projector> {
  return startProjector({
    pool,
    log,
    projections,
    clock,
    ...(owner !== undefined && { owner }),
    ...(watch && { watch }),
    onTrouble: (error) => logger.warn({ err: error }, 'the projector tries again'),
  });
}
