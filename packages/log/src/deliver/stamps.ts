import { ownTypes } from '../own-records.ts';
import type { Json, LogRecord } from '../port.ts';

/** A record stamped further ahead of the clock than this is not delivered. */
export const aheadLimitMs = 5 * 60_000;

interface Correction {
  readonly stamp: number;
  /** Stamp of the correcting record. */
  readonly correctedAt: number;
}

/** The stamps that count in one partition: the log's own, or what a correction says. */
export interface Stamps {
  /** Takes note of the corrections among the records. */
  collect(records: readonly LogRecord[]): void;
  /** Epoch milliseconds. */
  of(record: LogRecord): number;
}

/**
 * The first correction of an offset counts, and only for a record stamped more than 5 minutes after the
 * correction itself: just those records halt a reader until they are corrected, so a reader that comes
 * later corrects the same ones.
 */
export function collectedStamps(): Stamps {
  const corrections = new Map<number, Correction>();
  return {
    collect(records) {
      for (const record of records) {
        const correction = correctionIn(record);
        if (correction !== undefined && !corrections.has(correction.offset))
          corrections.set(correction.offset, correction);
      }
    },
    of({ position, recordedAt }) {
      const correction = corrections.get(position.offset);
      if (correction === undefined || recordedAt <= correction.correctedAt + aheadLimitMs) return recordedAt;
      return correction.stamp;
    },
  };
}

function correctionIn({ type, data, recordedAt }: LogRecord): (Correction & { offset: number }) | undefined {
  if (type !== ownTypes.stampCorrected || !isObject(data)) return undefined;
  const { offset, stamp } = data;
  if (typeof offset !== 'number' || typeof stamp !== 'number') return undefined;
  return { offset, stamp, correctedAt: recordedAt };
}

function isObject(data: Json): data is { readonly [key: string]: Json } {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
