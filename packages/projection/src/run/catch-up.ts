import type { EventLog, Topic } from '@casus/log';
import { foldedBy } from '../generation/open-generation.ts';
import type { GenerationOptions } from '../generation/open-generation.ts';
import { schemaOf, topics } from '../generation/schema.ts';
import type { Database } from '../read/cut.ts';
import { pause } from './retry.ts';

const pollMs = 25;

export type Offsets = Readonly<Record<Topic, readonly number[]>>;

/** How far a generation is. */
export interface Progress {
  /** Records folded, over all partitions. */
  readonly folded: number;
  /** Records that the log holds. */
  readonly heads: number;
  /** Records that the furthest partition is behind. */
  readonly behind: number;
  /** True once every partition has passed the heads that it was given to reach. */
  readonly hasReached: boolean;
}

/**
 * Waits until readers see all records that stand in the log now, in a generation of these projections. Looks at
 * stored checkpoints only, so it does not matter which process folds.
 */
export async function seesAll(options: GenerationOptions, signal: AbortSignal): Promise<void> {
  const heads = await headsOf(options.log);
  while (!signal.aborted) {
    const live = (await foldedBy(options)).find(({ state }) => state === 'live');
    if (live && lagOf(await storedOffsets(options.pool, live.number), heads) <= 0) return;
    await pause(pollMs, signal);
  }
}

export async function progressOf(
  { pool, log }: GenerationOptions,
  generation: number,
  aim: Offsets,
): Promise<Progress> {
  const heads = await headsOf(log);
  const stored = await storedOffsets(pool, generation);
  const sum = ({ world, questions }: Offsets): number =>
    [...world, ...questions].reduce((total, offset) => total + offset, 0);
  return {
    folded: sum(stored),
    heads: sum(heads),
    behind: lagOf(stored, heads),
    hasReached: lagOf(stored, aim) <= 0,
  };
}

function lagOf(stored: Offsets, heads: Offsets): number {
  const lags = topics.flatMap((topic) =>
    heads[topic].map((head, partition) => head - (stored[topic][partition] ?? 0)),
  );
  return Math.max(0, ...lags);
}

export async function headsOf(log: EventLog): Promise<Offsets> {
  return { world: await log.heads('world'), questions: await log.heads('questions') };
}

async function storedOffsets(db: Database, generation: number): Promise<Offsets> {
  const { rows } = await db.query<{ topic: Topic; next: string }>(
    `select topic, next_offset as next from ${schemaOf(generation)}.checkpoints order by topic, partition`,
  );
  const of = (topic: Topic): number[] =>
    rows.filter((row) => row.topic === topic).map(({ next }) => Number(next));
  return { world: of('world'), questions: of('questions') };
}
