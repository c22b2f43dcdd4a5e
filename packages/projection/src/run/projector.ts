import { randomUUID } from 'node:crypto';
import type { Checkpoint, EventLog, Topic } from '@casus/log';
import type pg from 'pg';
import { foldVersionOf } from '../declare/projection.ts';
import type { Projection } from '../declare/projection.ts';
import { openGeneration } from '../generation/open-generation.ts';
import type { Generation } from '../generation/open-generation.ts';
import { schemaOf, topics } from '../generation/schema.ts';
import type { ReadView } from '../generation/views.ts';
import type { PositionWatch } from '../read/position-watch.ts';
import { postgresStore } from '../store/postgres-store.ts';
import { catchUp } from './catch-up.ts';
import { withLease } from './lease.ts';
import { projectPartition } from './project-partition.ts';
import { retrying } from './retry.ts';

export interface ProjectorOptions {
  /** Its owner listens to its `error`. A few connections more than partitions. */
  readonly pool: pg.Pool;
  readonly log: EventLog;
  readonly projections: readonly Projection[];
  /** Views of the read schema beside those of the tables. @default none */
  readonly views?: readonly ReadView[];
  /** Epoch milliseconds; halts records stamped ahead, decides nothing. */
  readonly clock: () => number;
  /** Name in leases; a process that is alone keeps it over restarts. @default a random one */
  readonly owner?: string;
  /** How long a killed owner's partitions wait for another one. @default 5,000 */
  readonly leaseMs?: number;
  /** Of the log's topics, those whose partitions this process may fold. @default all */
  readonly topics?: readonly Topic[];
  /** Records in the largest batch. @default 1,000 */
  readonly largestBatch?: number;
  /** Told how far readers see. */
  readonly watch?: Pick<PositionWatch, 'advanced'>;
  /** Told of each failure that is tried again, and of records that halt it until their time. */
  readonly onTrouble?: (error: Error) => void;
}

/** How far one partition is, as this process knows. */
export interface PartitionStatus {
  readonly topic: Topic;
  readonly partition: number;
  readonly next: number;
  /** Log time of the last record, epoch milliseconds. */
  readonly logTime: number;
  readonly atHead: boolean;
}

/** Folds the log into the read schema until it is disposed of; disposing finishes the batches begun. */
export interface Projector extends AsyncDisposable {
  readonly generation: number;
  /** Resolves when readers see all records that stood in the log at the start. */
  readonly caughtUp: Promise<void>;
  /** Rejects when a fold fails at a record, the log has lost its tail, or readers see a newer fold. Never resolves. */
  readonly failed: Promise<never>;
  /** Partitions that this process has folded so far. */
  status(): readonly PartitionStatus[];
}

/**
 * Opens the generation of these projections and runs a fold for each topic-partition whose lease is free.
 * @throws {OlderCode} readers see a higher version of a projection
 */
export async function startProjector(options: ProjectorOptions): Promise<Projector> {
  const generation = await openGeneration(options);
  const stop = new AbortController();
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => undefined); // whoever awaits it gets it; the process need not
  const state: State = {
    options,
    generation,
    signal: stop.signal,
    isLive: generation.state === 'live',
    owner: options.owner ?? randomUUID(),
    status: new Map(),
  };
  const supervise = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      stop.abort();
      failure.reject(error);
    }
  };
  const runs = placesOf(options).map((place) => supervise(runPartition(state, place)));
  const caughtUp = Promise.withResolvers<void>();
  runs.push(supervise(makeVisible(state, caughtUp.resolve)));
  return {
    generation: generation.number,
    caughtUp: caughtUp.promise,
    failed: failure.promise,
    status: () => [...state.status.values()],
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.all(runs);
    },
  };
}

interface Place {
  readonly topic: Topic;
  readonly partition: number;
}

interface State {
  readonly options: ProjectorOptions;
  readonly generation: Generation;
  readonly signal: AbortSignal;
  readonly owner: string;
  readonly status: Map<string, PartitionStatus>;
  /** Readers are pointed at this generation. */
  isLive: boolean;
}

function placesOf({ log, topics: own = topics }: ProjectorOptions): readonly Place[] {
  return own.flatMap((topic) =>
    Array.from({ length: log.partitions[topic] }, (_, partition) => ({ topic, partition })),
  );
}

async function runPartition(state: State, place: Place): Promise<void> {
  const { options, generation, signal, owner } = state;
  const { pool, log, clock, leaseMs = 5_000, onTrouble = () => undefined } = options;
  const projections = options.projections.filter(({ topic }) => topic === place.topic);
  const store = postgresStore({
    pool,
    ...place,
    schema: schemaOf(generation.number),
    tables: projections.flatMap(({ tables }) => tables),
    foldVersion: foldVersionOf(projections, place.topic),
  });
  const onCommit = (checkpoint: Checkpoint, atHead: boolean): void =>
    report(state, place, { checkpoint, atHead });
  const lease = { pool, generation: generation.number, ...place, owner, leaseMs, signal };
  const project = (held: AbortSignal): Promise<void> =>
    projectPartition({
      ...place,
      log,
      projections,
      store,
      clock,
      repeats: log.repeatsIds,
      ...(options.largestBatch !== undefined && { largestBatch: options.largestBatch }),
      signal: held,
      onCommit,
      onHalt: onTrouble,
    });
  // A lease that was lost ends the work without an error: it is waited for again.
  while (!signal.aborted) await retrying(() => withLease(lease, project), { signal, onRetry: onTrouble });
}

function report(
  { options, status, isLive }: State,
  { topic, partition }: Place,
  { checkpoint, atHead }: { readonly checkpoint: Checkpoint; readonly atHead: boolean },
): void {
  const { offset: next, logTime } = checkpoint;
  status.set(`${topic}/${partition}`, { topic, partition, next, logTime, atHead });
  if (isLive) options.watch?.advanced({ topic, partition, next });
}

/** Waits until the generation holds the log, whoever folds it, and points readers at it if they are not yet. */
async function makeVisible(state: State, done: () => void): Promise<void> {
  const { options, generation, signal } = state;
  const work = async (): Promise<void> => {
    await catchUp({ ...options, generation, signal });
    if (signal.aborted) return;
    state.isLive = true;
    done();
  };
  await retrying(work, { signal, onRetry: options.onTrouble ?? (() => undefined) });
}
