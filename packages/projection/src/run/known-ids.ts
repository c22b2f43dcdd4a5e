import type { LogRecord } from '@casus/log';
import type { PartitionStore } from '../store/partition-store.ts';

/**
 * Which ids came before, for a log that may repeat them: those in the store, and those of the batches that are not
 * stored yet, of which there are two, the one being folded and the one read ahead.
 */
export function knownIds(
  store: Pick<PartitionStore, 'storedIds'>,
): (records: readonly LogRecord[]) => Promise<ReadonlySet<string>> {
  let underWay: readonly (readonly string[])[] = [];
  return async (records) => {
    const ids = records.map(({ id }) => id);
    const earlier = underWay.flat();
    underWay = [...underWay.slice(-1), ids];
    return new Set([...(await store.storedIds(ids)), ...earlier]);
  };
}
