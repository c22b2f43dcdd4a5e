import type { Checkpoint } from '@casus/log';
import type { LoadedRows } from '../fold/partition-rows.ts';
import type { TableChanges } from '../fold/version.ts';
import type { Wanted } from '../fold/wanted.ts';

/** The prefix with this log time ends before offset `next`. */
export interface Step {
  /** Epoch milliseconds. */
  readonly logTime: number;
  readonly next: number;
}

/** What a batch does to a partition. */
export interface Commit {
  /** The checkpoint that the batch was folded upon. */
  readonly before: Checkpoint;
  readonly after: Checkpoint;
  readonly changes: readonly TableChanges[];
  /** One for each log time in the batch. */
  readonly steps: readonly Step[];
  /** Ids of its records, to be known when the log repeats them; none for a log that does not. */
  readonly ids: readonly string[];
}

/** Tables and checkpoint of one topic-partition in one generation. */
export interface PartitionStore {
  checkpoint(): Promise<Checkpoint>;
  /** Rows that stand at the checkpoint. */
  load(wanted: Wanted): Promise<LoadedRows>;
  /** Those of the ids that were committed in this partition. */
  storedIds(ids: readonly string[]): Promise<readonly string[]>;
  /**
   * All or nothing; after an error other than `StaleOwner` the outcome is unknown until the checkpoint is read.
   * @throws {StaleOwner} the checkpoint is another one than `before`
   */
  commit(commit: Commit): Promise<void>;
}

/** The rows of a batch are such that the store refuses them; it would do so again. Nothing of the batch is stored. */
export class UnstorableBatch extends Error {
  override readonly name = 'UnstorableBatch';
}

/** Somebody else has moved the checkpoint: what was folded upon it is void. */
export class StaleOwner extends Error {
  override readonly name = 'StaleOwner';
}
