import type { ParkedRecord, ParkingChanges } from '@casus/domain/parking';
import type { Checkpoint, Topic } from '@casus/log';
import type { LoadedRows } from '../fold/partition-rows.ts';
import type { TableChanges } from '../fold/version.ts';
import type { Wanted } from '../fold/wanted.ts';

/** The prefix with this log time ends before offset `next`. */
export interface Step {
  /** Epoch milliseconds. */
  readonly logTime: number;
  readonly next: number;
}

/** Where the record of an id stood when it was folded. */
export interface FoldedId {
  readonly id: string;
  readonly offset: number;
}

/** What a batch does to a partition. */
export interface Commit {
  /** The checkpoint that the batch was folded upon. */
  readonly before: Checkpoint;
  readonly after: Checkpoint;
  readonly changes: readonly TableChanges[];
  /** One for each log time in the batch. */
  readonly steps: readonly Step[];
  /** Its records by their ids, to be known when the log repeats them; none for a log that does not. */
  readonly ids: readonly FoldedId[];
  readonly parking: ParkingChanges;
}

/** Tables and checkpoint of one topic-partition in one generation. */
export interface PartitionStore {
  checkpoint(): Promise<Checkpoint>;
  /** Rows that stand at the checkpoint. */
  load(wanted: Wanted): Promise<LoadedRows>;
  /** Records that are parked at the checkpoint, in order. */
  parked(): Promise<readonly ParkedRecord[]>;
  /** Those of the ids that were committed in this partition. */
  storedIds(ids: readonly string[]): Promise<readonly string[]>;
  /**
   * All or nothing; after an error other than `StaleOwner` the outcome is unknown until the checkpoint is read.
   * @throws {StaleOwner} the checkpoint is another one than `before`
   */
  commit(commit: Commit): Promise<void>;
}

interface BatchPlace {
  readonly topic: Topic;
  readonly partition: number;
  /** Offset of the first record. */
  readonly from: number;
  /** Offset behind the last one. */
  readonly until: number;
  readonly records: number;
  /** Offsets of the records that were folded, where the batch was of one record. */
  readonly folded: readonly number[];
}

/** The rows of a batch are such that the store refuses them; it would do so again. Nothing of the batch is stored. */
export class UnstorableBatch extends Error {
  override readonly name = 'UnstorableBatch';
  readonly from: number;
  readonly until: number;
  readonly records: number;
  readonly folded: readonly number[];
  /** What the store said. */
  readonly reason: Error;

  constructor(place: BatchPlace, cause: unknown) {
    const { topic, partition, from, until, records, folded } = place;
    const reason = cause instanceof Error ? cause : new Error(String(cause));
    const range = `offsets ${from} to ${until - 1} of ${topic}/${partition}`;
    super(`the rows of ${range} cannot be stored: ${reason.message}`, { cause });
    this.from = from;
    this.until = until;
    this.records = records;
    this.folded = folded;
    this.reason = reason;
  }
}

/** Somebody else has moved the checkpoint: what was folded upon it is void. */
export class StaleOwner extends Error {
  override readonly name = 'StaleOwner';
}
