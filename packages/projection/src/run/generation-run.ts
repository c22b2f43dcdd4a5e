import type { Checkpoint, EventLog, Topic } from '@casus/log';
import { foldVersionOf } from '../declare/projection.ts';
import { schemaOf, topics } from '../generation/schema.ts';
import type { Generation } from '../generation/open-generation.ts';
import { postgresStore } from '../store/postgres-store.ts';
import { withLease } from './lease.ts';
import { projectPartition } from './project-partition.ts';
import type { PartitionStatus, ProjectorOptions } from './projector.ts';
import { retrying } from './retry.ts';

/** A generation that readers do not see is filled in larger batches: rows that change often are stored less often. */
const filling = {
  largestBatch: 40_000,
  largestPart: 10_000,
  mostRowsAtHand: 100_000,
  longestMs: 5_000,
} as const;

export interface GenerationRunOptions {
  readonly options: ProjectorOptions;
  readonly owner: string;
  readonly generation: Generation;
  readonly signal: AbortSignal;
  readonly onProgress: (status: PartitionStatus) => void;
}

/** Folds each topic-partition of a generation whose lease is free, until the signal aborts. */
export function runGeneration(run: GenerationRunOptions): readonly Promise<void>[] {
  const { log, topics: own = topics } = run.options;
  return placesOf(log, own).map((place) => runPartition(run, place));
}

interface Place {
  readonly topic: Topic;
  readonly partition: number;
}

function placesOf(log: EventLog, own: readonly Topic[]): readonly Place[] {
  return own.flatMap((topic) =>
    Array.from({ length: log.partitions[topic] }, (_, partition) => ({ topic, partition })),
  );
}

async function runPartition(run: GenerationRunOptions, place: Place): Promise<void> {
  const { options, generation, signal, owner, onProgress } = run;
  const { pool, log, clock, leaseMs = 5_000, onTrouble = () => undefined } = options;
  const projections = options.projections.filter(({ topic }) => topic === place.topic);
  const fills = generation.state !== 'live';
  const store = postgresStore({
    pool,
    ...place,
    schema: schemaOf(generation.number),
    tables: projections.flatMap(({ tables }) => tables),
    foldVersion: foldVersionOf(projections, place.topic),
    copies: fills,
  });
  const { largestBatch } = options;
  const onCommit = ({ offset: next, logTime }: Checkpoint, atHead: boolean): void =>
    onProgress({ ...place, next, logTime, atHead });
  const lease = { pool, generation: generation.number, ...place, owner, leaseMs, signal };
  const project = (held: AbortSignal): Promise<void> =>
    projectPartition({
      ...place,
      log,
      projections,
      store,
      clock,
      onCommit,
      repeats: log.repeatsIds,
      ...(fills && filling),
      ...(largestBatch !== undefined && { largestBatch }),
      signal: held,
      onHalt: onTrouble,
    });
  // A lease that was lost ends the work without an error: it is waited for again.
  while (!signal.aborted) await retrying(() => withLease(lease, project), { signal, onRetry: onTrouble });
}
