import { Parking } from '@casus/domain/parking';
import { deliver } from '@casus/log';
import type { Checkpoint, Delivery, EventLog, Topic } from '@casus/log';
import type { Projection } from '../declare/projection.ts';
import { foldBatch } from '../fold/fold-batch.ts';
import { PartitionRows } from '../fold/partition-rows.ts';
import { UnstorableBatch } from '../store/partition-store.ts';
import type { Commit, PartitionStore, Step } from '../store/partition-store.ts';
import { batchSize } from './batch-size.ts';
import type { BatchSize } from './batch-size.ts';
import { gathered } from './gathered.ts';
import { knownIds } from './known-ids.ts';
import { refusedRecords } from './refused.ts';
import type { Refused } from './refused.ts';
import { mayPass } from './retry.ts';

const mostRowsAtHand = 50_000;
const largestBatch = 1_000;
const longestMs = 500;

export interface PartitionOptions {
  readonly log: EventLog;
  readonly topic: Topic;
  readonly partition: number;
  /** Those of the topic. */
  readonly projections: readonly Projection[];
  readonly store: PartitionStore;
  readonly clock: () => number;
  /** The log may give an id again at a later offset; ids are then stored. @default false */
  readonly repeats?: boolean;
  /** Records in the largest batch. @default 1,000 */
  readonly largestBatch?: number;
  /** Rows kept at hand between batches. @default 50,000 */
  readonly mostRowsAtHand?: number;
  /** A batch that takes longer is followed by a smaller one. @default 500 */
  readonly longestMs?: number;
  readonly signal: AbortSignal;
  /** Ends at the head instead of waiting there. @default false */
  readonly untilHead?: boolean;
  /** Told of each checkpoint once it is stored. */
  readonly onCommit?: (checkpoint: Checkpoint, atHead: boolean) => void;
  readonly onHalt?: (error: Error) => void;
}

/** What is kept over attempts. */
interface Attempts {
  readonly options: PartitionOptions;
  readonly size: BatchSize;
  readonly refused: Refused;
}

/**
 * Reads the partition from the stored checkpoint on, and stores each batch's rows and its checkpoint together,
 * until the signal aborts; batches that were begun are finished. A record that cannot be folded, or whose rows the
 * store refuses, is parked. One batch is folded while the one before it is stored.
 * @throws {UnstorableBatch} the store refuses a record's rows and the note that it is parked too
 * @throws {StaleOwner} somebody else moved the checkpoint
 */
export async function projectPartition(options: PartitionOptions): Promise<void> {
  const size = batchSize(options.largestBatch ?? largestBatch, options.longestMs ?? longestMs);
  const attempts: Attempts = { options, size, refused: refusedRecords() };
  for (;;) {
    try {
      return await projectFromCheckpoint(attempts);
    } catch (error) {
      if (!(error instanceof UnstorableBatch)) throw error;
      size.refused(error);
      if (error.records <= 1) attempts.refused.blame(error);
    }
  }
}

async function projectFromCheckpoint(attempts: Attempts): Promise<void> {
  const { options, size } = attempts;
  const { store, signal, repeats = false } = options;
  const ended = new AbortController();
  const from = await store.checkpoint();
  const ids = knownIds(store);
  const run = new PartitionRun(attempts, from, new Parking(await store.parked()));
  const deliveries = deliver({
    ...options,
    from,
    ...(repeats && { isKnown: (records) => ids.isKnown(records) }),
    signal: AbortSignal.any([signal, ended.signal]),
  });
  try {
    for await (const batch of gathered(deliveries, (offset) => size.at(offset))) {
      await run.take(batch);
      ids.stored(run.stored);
      if (signal.aborted) break;
    }
    await run.finish();
  } finally {
    ended.abort();
  }
}

interface FoldedBatch {
  readonly commit: Commit;
  readonly records: number;
  /** Offsets of the records that were folded. */
  readonly folded: readonly number[];
  readonly atHead: boolean;
}

/** One way through the partition, from a stored checkpoint on: after any error a new one begins. */
class PartitionRun {
  readonly #attempts: Attempts;
  readonly #rows: PartitionRows;
  readonly #parking: Parking;
  #checkpoint: Checkpoint;
  #storing: Promise<void> = Promise.resolve();
  /** The store has all records before this offset. */
  stored: number;

  constructor(attempts: Attempts, checkpoint: Checkpoint, parking: Parking) {
    this.#attempts = attempts;
    const tables = attempts.options.projections.flatMap((projection) => projection.tables);
    this.#rows = new PartitionRows(tables, checkpoint.offset === 0);
    this.#parking = parking;
    this.#checkpoint = checkpoint;
    this.stored = checkpoint.offset;
  }

  /** Folds the batch while the one before it is stored, and hands it over; at the head it waits for the store. */
  async take({ records, checkpoint: after, atHead }: Delivery): Promise<void> {
    const began = performance.now();
    const { options, refused, size } = this.#attempts;
    const { projections, store } = options;
    const before = this.#checkpoint;
    if (after.offset > before.offset) {
      const load: PartitionStore['load'] = (wanted) => store.load(wanted);
      const rows = this.#rows;
      const parking = this.#parking;
      const folding = { projections, rows, parking, refused: refused.records, load };
      const folded = await foldBatch(folding, records);
      await this.#storing;
      const commit = this.#commitOf({ records, before, after });
      this.#hand({ commit, records: records.length, folded, atHead });
      size.took(performance.now() - began, records.length);
    } else options.onCommit?.(before, atHead);
    if (atHead) await this.#storing;
    await this.#forget(this.#attempts.options.mostRowsAtHand ?? mostRowsAtHand);
  }

  finish(): Promise<void> {
    return this.#storing;
  }

  #commitOf({
    records,
    before,
    after,
  }: Pick<Delivery, 'records'> & Pick<Commit, 'before' | 'after'>): Commit {
    const { repeats = false } = this.#attempts.options;
    return {
      before,
      after,
      changes: this.#rows.changes(),
      steps: stepsOf(records),
      ids: repeats ? records.map(({ id, position }) => ({ id, offset: position.offset })) : [],
      parking: this.#parking.takeChanges(),
    };
  }

  #hand(batch: FoldedBatch): void {
    const { commit } = batch;
    this.#storing = this.#store(batch);
    this.#storing.catch(() => undefined); // thrown where it is awaited
    this.#checkpoint = commit.after;
    this.#rows.committed();
  }

  async #store(batch: FoldedBatch): Promise<void> {
    const { store, onCommit } = this.#attempts.options;
    const { commit, atHead } = batch;
    try {
      await store.commit(commit);
    } catch (error) {
      throw mayPass(error) ? error : this.#unstorable(batch, error);
    }
    this.stored = commit.after.offset;
    onCommit?.(commit.after, atHead);
  }

  #unstorable({ commit, records, folded }: FoldedBatch, cause: unknown): UnstorableBatch {
    const { topic, partition } = this.#attempts.options;
    return new UnstorableBatch(
      { topic, partition, from: commit.before.offset, until: commit.after.offset, records, folded },
      cause,
    );
  }

  async #forget(most: number): Promise<void> {
    if (this.#rows.size <= most) return;
    await this.#storing;
    await this.#rows.forget(most / 2);
  }
}

/** The end of the records of each log time. */
function stepsOf(records: Delivery['records']): readonly Step[] {
  const steps = new Map(records.map(({ logTime, position }) => [logTime, position.offset + 1]));
  return [...steps].map(([logTime, next]) => ({ logTime, next }));
}
