import { deliver } from '@casus/log';
import type { Checkpoint, Delivery, EventLog, Topic } from '@casus/log';
import type { Projection } from '../declare/projection.ts';
import { foldBatch, PoisonRecord } from '../fold/fold-batch.ts';
import { PartitionRows } from '../fold/partition-rows.ts';
import { StaleOwner, UnstorableBatch } from '../store/partition-store.ts';
import type { PartitionStore, Step } from '../store/partition-store.ts';
import { knownIds } from './known-ids.ts';
import { readAhead } from './read-ahead.ts';
import { mayPass } from './retry.ts';

/** Rows kept at hand between batches. */
const maxRowsAtHand = 50_000;

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
  readonly signal: AbortSignal;
  /** Ends at the head instead of waiting there. @default false */
  readonly untilHead?: boolean;
  /** Told of each checkpoint once it is stored. */
  readonly onCommit?: (checkpoint: Checkpoint, atHead: boolean) => void;
  readonly onHalt?: (error: Error) => void;
}

/**
 * Reads the partition from the stored checkpoint on, and stores each batch's rows and its checkpoint together,
 * until the signal aborts; a batch that was begun is finished.
 * @throws {PoisonRecord}
 * @throws {UnstorableBatch}
 * @throws {StaleOwner} somebody else moved the checkpoint
 */
export async function projectPartition(options: PartitionOptions): Promise<void> {
  const { store, signal, onCommit } = options;
  const ended = new AbortController();
  let checkpoint = await store.checkpoint();
  const rows = new PartitionRows(options.projections.flatMap(({ tables }) => tables));
  const deliveries = deliver({
    ...options,
    from: checkpoint,
    ...(options.repeats === true ? { isKnown: knownIds(store) } : {}),
    signal: AbortSignal.any([signal, ended.signal]),
  });
  try {
    for await (const delivery of readAhead(deliveries)) {
      checkpoint = await project(options, rows, { checkpoint, delivery });
      onCommit?.(checkpoint, delivery.atHead);
      if (signal.aborted) return;
    }
  } finally {
    ended.abort();
  }
}

async function project(
  options: PartitionOptions,
  rows: PartitionRows,
  batch: { readonly checkpoint: Checkpoint; readonly delivery: Delivery },
): Promise<Checkpoint> {
  const { checkpoint, delivery } = batch;
  const after = delivery.checkpoint;
  if (after.offset === checkpoint.offset) return checkpoint;
  try {
    await foldAndStore(options, rows, batch);
  } catch (error) {
    if (error instanceof PoisonRecord) await assertOwner(options.store, checkpoint);
    if (error instanceof PoisonRecord || mayPass(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const range = `${checkpoint.offset} to ${after.offset - 1} of ${options.topic}/${options.partition}`;
    throw new UnstorableBatch(`the rows of offsets ${range} cannot be stored: ${reason}`, { cause: error });
  }
  rows.committed(maxRowsAtHand);
  return after;
}

async function foldAndStore(
  { projections, store, repeats = false }: PartitionOptions,
  rows: PartitionRows,
  { checkpoint, delivery }: { readonly checkpoint: Checkpoint; readonly delivery: Delivery },
): Promise<void> {
  const { records } = delivery;
  await foldBatch({ projections, rows, load: (wanted) => store.load(wanted) }, records);
  await store.commit({
    before: checkpoint,
    after: delivery.checkpoint,
    changes: rows.changes(),
    steps: stepsOf(records),
    ids: repeats ? records.map(({ id }) => id) : [],
  });
}

/** Another owner's rows may make a fold fail: then the record is not to blame. */
async function assertOwner(store: PartitionStore, { offset }: Checkpoint): Promise<void> {
  if ((await store.checkpoint()).offset !== offset)
    throw new StaleOwner('somebody else moved the checkpoint while records were folded');
}

/** The end of the records of each log time. */
function stepsOf(records: Delivery['records']): readonly Step[] {
  const steps = new Map(records.map(({ logTime, position }) => [logTime, position.offset + 1]));
  return [...steps].map(([logTime, next]) => ({ logTime, next }));
}
