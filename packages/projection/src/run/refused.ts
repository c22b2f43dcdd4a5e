import type { UnstorableBatch } from '../store/partition-store.ts';

/** Records whose rows the store refuses. */
export interface Refused {
  /** By offset, what the store said. */
  readonly records: ReadonlyMap<number, Error>;
  /**
   * Takes note of the record to blame in a refused batch of one. Where the record released others that were folded
   * too, they are tried from the last one back: the first without which the store takes the batch is to blame.
   * @throws {UnstorableBatch} nothing was folded, and yet the store refuses
   */
  blame(batch: UnstorableBatch): void;
}

export function refusedRecords(): Refused {
  const records = new Map<number, Error>();
  const blamed = new Map<number, number>();
  return {
    records,
    blame(batch) {
      const culprit = batch.folded.at(-1);
      if (culprit === undefined) throw batch;
      const earlier = blamed.get(batch.from);
      if (earlier !== undefined) records.delete(earlier);
      records.set(culprit, batch.reason);
      blamed.set(batch.from, culprit);
    },
  };
}
