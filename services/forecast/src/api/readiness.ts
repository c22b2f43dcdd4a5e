import type { Topic } from '@casus/log';
import type { ApiContext } from './context.ts';
import { readProgress } from './store/progress.ts';

/** Records that readers may lack while the service still counts as ready. */
const smallLag = 1_000;

export interface Readiness {
  readonly status: 'ready' | 'importing' | 'behind' | 'unavailable';
  readonly behind: readonly { readonly topic: Topic; readonly partition: number; readonly records: number }[];
}

/** Whether the log is live and what readers see is near its heads; an outage is an answer, not an error. */
export async function readinessOf({ log, pool, logger }: ApiContext): Promise<Readiness> {
  try {
    if ((await log.state()) === 'importing') return { status: 'importing', behind: [] };
    const progress = await readProgress(pool);
    const heads = { world: await log.heads('world'), questions: await log.heads('questions') };
    const lags = progress.map(({ topic, partition, next }) => ({
      topic,
      partition,
      records: Math.max(0, (heads[topic][partition] ?? 0) - next),
    }));
    const behind = lags.filter(({ records }) => records > 0);
    const late = behind.some(({ records }) => records > smallLag);
    return { status: late ? 'behind' : 'ready', behind };
  } catch (error) {
    logger.warn({ err: error }, 'the log or the read schema does not answer');
    return { status: 'unavailable', behind: [] };
  }
}
