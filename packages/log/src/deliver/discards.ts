import { isOwnType, ownTypes } from '../own-records.ts';
import type { LogRecord } from '../port.ts';

/** Records that a later record of their partition gives up. */
export interface Discards {
  /** Takes note of the discards among the records. */
  collect(records: readonly LogRecord[]): void;
  /** The records, those given up marked so. */
  marked<Given extends LogRecord>(
    records: readonly Given[],
  ): readonly (Given & { readonly givenUp?: true })[];
}

/** Nothing gives up a record about the log itself, or one behind it. */
export function collectedDiscards(): Discards {
  const offsets = new Set<number>();
  return {
    collect(records) {
      for (const { type, data, position } of records) {
        if (type !== ownTypes.recordDiscarded || typeof data !== 'object' || data === null) continue;
        const offset = 'offset' in data ? data.offset : undefined;
        if (typeof offset === 'number' && offset < position.offset) offsets.add(offset);
      }
    },
    marked(records) {
      if (offsets.size === 0) return records;
      return records.map((record) =>
        offsets.has(record.position.offset) && !isOwnType(record.type)
          ? { ...record, givenUp: true }
          : record,
      );
    },
  };
}
