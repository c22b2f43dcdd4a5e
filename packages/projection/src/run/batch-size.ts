const firstSize = 256;

/** How many records the next batch should have. */
export interface BatchSize {
  /** At the offset where the batch begins. */
  at(offset: number): number;
  /** A batch of so many records was folded and handed to the store in so many milliseconds. */
  took(ms: number, records: number): void;
  /** The store refused the rows of so many records before this offset: they are tried in halves. */
  refused(batch: { readonly until: number; readonly records: number }): void;
}

/**
 * Grows while batches are quick, up to the largest; inside a refused batch it only falls, which finds what is refused.
 * A batch that took longer than `longMs` is followed by a smaller one, so that an owner who is told to stop does so
 * soon.
 */
export function batchSize(largest: number, longMs: number): BatchSize {
  let size = Math.min(firstSize, largest);
  let suspect = { until: 0, size: largest };
  return {
    at: (offset) => (offset < suspect.until ? suspect.size : size),
    took(ms, records) {
      if (ms > longMs) size = Math.max(1, Math.floor(Math.min(size, records) / 2));
      else if (ms < longMs / 3 && records >= size) size = Math.min(largest, size * 2);
    },
    refused({ until, records }) {
      suspect = { until, size: Math.max(1, Math.ceil(records / 2)) };
    },
  };
}
