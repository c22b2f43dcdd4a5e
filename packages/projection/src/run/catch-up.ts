import type { EventLog, Topic } from '@casus/log';
import { swapTo } from '../generation/open-generation.ts';
import type { Generation, GenerationOptions } from '../generation/open-generation.ts';
import { schemaOf, topics } from '../generation/schema.ts';
import { pause } from './retry.ts';

const pollMs = 25;
/** A generation this close to the heads is shown, however fast the log grows. */
const closeRecords = 1_000;

type Offsets = Readonly<Record<Topic, readonly number[]>>;

/**
 * Waits until the generation has reached the heads as they stand now; one that readers do not see yet is then
 * swapped in. Looks at stored checkpoints only, so it does not matter which process folds.
 */
export async function catchUp(
  options: GenerationOptions & { readonly generation: Generation; readonly signal: AbortSignal },
): Promise<void> {
  const { log, generation, signal } = options;
  const isBuilding = generation.state === 'building';
  for (let lag = Infinity; lag > 0 && !signal.aborted;) {
    const heads = await headsOf(log);
    do {
      await pause(pollMs, signal);
      lag = lagOf(await storedOffsets(options), heads);
    } while (lag > 0 && !signal.aborted);
    if (isBuilding) lag = Math.max(0, lagOf(await storedOffsets(options), await headsOf(log)) - closeRecords);
  }
  if (isBuilding && !signal.aborted) await swapTo(options, generation.number);
}

/** Records that the furthest partition is behind. */
function lagOf(stored: Offsets, heads: Offsets): number {
  const lags = topics.flatMap((topic) =>
    heads[topic].map((head, partition) => head - (stored[topic][partition] ?? 0)),
  );
  return Math.max(0, ...lags);
}

async function headsOf(log: EventLog): Promise<Offsets> {
  return { world: await log.heads('world'), questions: await log.heads('questions') };
}

async function storedOffsets({
  pool,
  generation,
}: GenerationOptions & { readonly generation: Generation }): Promise<Offsets> {
  const { rows } = await pool.query<{ topic: Topic; next: string }>(
    `select topic, next_offset as next from ${schemaOf(generation.number)}.checkpoints order by topic, partition`,
  );
  const of = (topic: Topic): number[] =>
    rows.filter((row) => row.topic === topic).map(({ next }) => Number(next));
  return { world: of('world'), questions: of('questions') };
}
