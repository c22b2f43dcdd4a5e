import type { EventLog, Topic } from '@casus/log';
import { StartupError } from '@casus/platform';
import type { Clock, Logger } from '@casus/platform';
import type { Metrics } from '@casus/platform/metrics';
import { OlderCode, startProjector } from '@casus/projection';
import type { PositionWatch, Projector } from '@casus/projection';
import type { Pool } from 'pg';
import { measureQuestions } from './question-metrics.ts';
import { projections } from './read-models/index.ts';

export interface ProjectorContext {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly logger: Logger;
  readonly clock: Clock;
  /** A process that is alone keeps its name over restarts, and so its leases. */
  readonly owner?: string;
  /** Topics whose partitions it may fold. @default all */
  readonly topics?: readonly Topic[];
  /** Where what readers see is counted. @default nowhere */
  readonly metrics?: Metrics;
  readonly watch?: Pick<PositionWatch, 'advanced'>;
}

/**
 * Folds the log into the read schema until it is disposed of.
 * @throws {StartupError} readers see tables of a newer version
 */
export async function start({ logger, metrics, ...context }: ProjectorContext): Promise<Projector> {
  try {
    const projector = await startProjector({
      ...context,
      projections,
      onTrouble: (error) => logger.warn({ err: error }, 'the projector tries again'),
    });
    if (metrics) measureQuestions(metrics, context.pool);
    return projector;
  } catch (error) {
    if (!(error instanceof OlderCode)) throw error;
    throw new StartupError(`This program is older than the read tables: ${error.message}.`, { cause: error });
  }
}
