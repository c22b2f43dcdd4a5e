import { Parking } from '@casus/domain/parking';
import { deliver } from '@casus/log';
import type { Checkpoint, Delivery, EventLog, Topic } from '@casus/log';
import type { Projection } from '../declare/projection.ts';
import { foldBatch } from '../fold/fold-batch.ts';
import { PartitionRows } from '../fold/partition-rows.ts';
import { UnstorableBatch } from '../store/partition-store.ts';
import type { Commit, FoldedId, PartitionStore, Step } from '../store/partition-store.ts';
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
  /** Records folded at once: a larger batch is read and folded in parts, and stored as one. @default largestBatch */
  readonly largestPart?: number;
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
  const { options } = attempts;
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
    for await (const part of gathered(deliveries, (offset) => run.room(offset))) {
      await run.take(part);
      ids.stored(run.stored);
      if (signal.aborted) break;
    }
    await run.finish();
  } finally {
    ended.abort();
  }
}

/** Records that were folded and are not handed to the store. */
interface FoldedBatch {
  readonly began: number;
  readonly before: Checkpoint;
  readonly after: Checkpoint;
  readonly records: number;
  /** Offsets of the records that were folded. */
  readonly folded: readonly number[];
  readonly steps: readonly Step[];
  readonly ids: readonly FoldedId[];
  readonly atHead: boolean;
}

/** One way through the partition, from a stored checkpoint on: after any error a new one begins. */
class PartitionRun {
  readonly #attempts: Attempts;
  readonly #rows: PartitionRows;
  readonly #parking: Parking;
  #checkpoint: Checkpoint;
  #batch: FoldedBatch | undefined;
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

  /** How many records the next part should have, if it begins at the offset. */
  room(offset: number): number {
    const { options, size } = this.#attempts;
    const left = size.at(this.#batch?.before.offset ?? offset) - (this.#batch?.records ?? 0);
    return Math.max(1, Math.min(options.largestPart ?? left, left));
  }

  /** Folds the part while the batch before is stored, and hands a full batch over; at the head it waits for the store. */
  async take(part: Delivery): Promise<void> {
    const { options, size } = this.#attempts;
    const { records, checkpoint: after, atHead } = part;
    const isFull = records.length >= this.room(records[0]?.position.offset ?? 0);
    if (after.offset > this.#checkpoint.offset) await this.#fold(part);
    if (this.#batch) {
      const batch = (this.#batch = { ...this.#batch, atHead });
      if (atHead || !isFull || batch.records >= size.at(batch.before.offset)) await this.#hand();
    } else options.onCommit?.(this.#checkpoint, atHead);
    if (atHead) await this.#storing;
  }

  /** Nothing that was folded is left behind. */
  async finish(): Promise<void> {
    await this.#hand();
    await this.#storing;
  }

  async #fold({ records, checkpoint: after }: Delivery): Promise<void> {
    const { options, refused } = this.#attempts;
    const { projections, store, repeats = false } = options;
    const batch = this.#batch ?? nothingFolded(this.#checkpoint);
    const load: PartitionStore['load'] = (wanted) => store.load(wanted);
    const rows = this.#rows;
    const folding = { projections, rows, parking: this.#parking, refused: refused.records, load };
    const folded = await foldBatch(folding, records);
    this.#checkpoint = after;
    this.#batch = {
      ...batch,
      after,
      records: batch.records + records.length,
      folded: [...batch.folded, ...folded],
      steps: withStepsOf(batch.steps, records),
      ids: repeats ? [...batch.ids, ...idsOf(records)] : [],
    };
  }

  /** Hands what was folded to the store, once it has what came before. */
  async #hand(): Promise<void> {
    const batch = this.#batch;
    if (!batch) return;
    await this.#storing;
    const { before, after, steps, ids } = batch;
    const changes = await this.#rows.changes();
    const commit: Commit = { before, after, changes, steps, ids, parking: this.#parking.takeChanges() };
    this.#batch = undefined;
    this.#storing = this.#store(batch, commit);
    this.#storing.catch(() => undefined); // thrown where it is awaited
    this.#rows.committed();
    const { size, options } = this.#attempts;
    size.took(performance.now() - batch.began, batch.records);
    await this.#forget(options.mostRowsAtHand ?? mostRowsAtHand);
  }

  async #store(batch: FoldedBatch, commit: Commit): Promise<void> {
    const { store, onCommit } = this.#attempts.options;
    try {
      await store.commit(commit);
    } catch (error) {
      throw mayPass(error) ? error : this.#unstorable(batch, error);
    }
    this.stored = batch.after.offset;
    onCommit?.(batch.after, batch.atHead);
  }

  #unstorable({ before, after, records, folded }: FoldedBatch, cause: unknown): UnstorableBatch {
    const { topic, partition } = this.#attempts.options;
    return new UnstorableBatch(
      { topic, partition, from: before.offset, until: after.offset, records, folded },
      cause,
    );
  }

  async #forget(most: number): Promise<void> {
    if (this.#rows.size <= most) return;
    await this.#storing;
    await this.#rows.forget(most / 2);
  }
}

function nothingFolded(at: Checkpoint): FoldedBatch {
  const began = performance.now();
  return { began, before: at, after: at, records: 0, folded: [], steps: [], ids: [], atHead: false };
}

function idsOf(records: Delivery['records']): readonly FoldedId[] {
  return records.map(({ id, position }) => ({ id, offset: position.offset }));
}

/** The end of the records of each log time, of which none is before the one before it. */
function withStepsOf(steps: readonly Step[], records: Delivery['records']): readonly Step[] {
  const all = [...steps];
  for (const { logTime, position } of records) {
    if (all.at(-1)?.logTime === logTime) all.pop();
    all.push({ logTime, next: position.offset + 1 });
  }
  return all;
}
