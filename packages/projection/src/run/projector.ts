import { randomUUID } from 'node:crypto';
import type { EventLog, Topic } from '@casus/log';
import type pg from 'pg';
import type { Projection } from '../declare/projection.ts';
import { openGeneration } from '../generation/open-generation.ts';
import type { ReadView } from '../generation/views.ts';
import type { PositionWatch } from '../read/position-watch.ts';
import { Generations } from './generations.ts';
import { retrying } from './retry.ts';
import { seesAll } from './catch-up.ts';

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
  /** Resolves when readers see all of that, or what an older fold has left for them while this one catches up. */
  readonly readable: Promise<void>;
  /** Rejects when a fold fails at a record, the log has lost its tail, or readers see a newer fold. Never resolves. */
  readonly failed: Promise<never>;
  /** Partitions that this process has folded so far, of the generation that readers see. */
  status(): readonly PartitionStatus[];
}

/**
 * Opens the generation of these projections and runs a fold for each topic-partition whose lease is free, in it and
 * in generations of the same projections that are being filled beside it.
 * @throws {OlderCode} readers see a higher version of a projection
 */
export async function startProjector(options: ProjectorOptions): Promise<Projector> {
  const first = await openGeneration(options);
  const stop = new AbortController();
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => undefined); // whoever awaits it gets it; the process need not
  const fail = (error: unknown): void => {
    stop.abort();
    failure.reject(error);
  };
  const owner = options.owner ?? randomUUID();
  const generations = new Generations({ options, owner, signal: stop.signal, fail });
  const caughtUp = Promise.withResolvers<void>();
  const { signal } = stop;
  const onRetry = options.onTrouble ?? (() => undefined);
  const seen = retrying(() => seesAll(options, signal), { signal, onRetry });
  const runs = [generations.run().catch(fail), seen.then(caughtUp.resolve, fail)];
  return {
    generation: first.number,
    caughtUp: caughtUp.promise,
    readable: first.state === 'live' ? caughtUp.promise : Promise.resolve(),
    failed: failure.promise,
    status: () => generations.status(),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.all(runs);
    },
  };
}
