import type { LogRecord } from '@casus/log';
import type { PartitionStore } from '../store/partition-store.ts';

/** Which ids came before, for a log that may repeat them: those in the store, and those on their way into it. */
export interface KnownIds {
  isKnown(records: readonly LogRecord[]): Promise<ReadonlySet<string>>;
  /** The store has all records before this offset. */
  stored(next: number): void;
}

export function knownIds(store: Pick<PartitionStore, 'storedIds'>): KnownIds {
  let underWay: readonly { readonly next: number; readonly ids: readonly string[] }[] = [];
  return {
    async isKnown(records) {
      const ids = records.map(({ id }) => id);
      const earlier = underWay.flatMap((batch) => batch.ids);
      underWay = [...underWay, { next: (records.at(-1)?.position.offset ?? -1) + 1, ids }];
      return new Set([...(await store.storedIds(ids)), ...earlier]);
    },
    stored(next) {
      underWay = underWay.filter((batch) => batch.next > next);
    },
  };
}
