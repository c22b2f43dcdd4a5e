import type { LogRecord } from '@casus/log';
import type { PartitionStore } from '../store/partition-store.ts';

/** Which ids came before, for a log that may repeat them: those in the store, and those on their way into it. */
export interface KnownIds {
  isKnown(records: readonly LogRecord[]): Promise<ReadonlySet<string>>;
  /** The store has all records before this offset. */
  stored(next: number): void;
}

export function knownIds(store: Pick<PartitionStore, 'storedIds'>): KnownIds {
  /** By id, where the records end with which it came first. */
  const underWay = new Map<string, number>();
  return {
    async isKnown(records) {
      const ids = records.map(({ id }) => id);
      const next = (records.at(-1)?.position.offset ?? -1) + 1;
      const earlier = ids.filter((id) => underWay.has(id));
      for (const id of ids) if (!underWay.has(id)) underWay.set(id, next);
      return new Set([...(await store.storedIds(ids)), ...earlier]);
    },
    stored(stored) {
      for (const [id, next] of underWay) {
        if (next > stored) break; // those behind it end no earlier
        underWay.delete(id);
      }
    },
  };
}
