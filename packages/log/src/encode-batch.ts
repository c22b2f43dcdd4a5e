import { encodeRecord } from './cloud-event.ts';
import type { EncodedRecord } from './cloud-event.ts';
import { LogError } from './port.ts';
import type { Append, Appended } from './port.ts';

/** At most this many records in one append. */
export const batchRecordsLimit = 1_000;
/** At most this many bytes in one append, as stored. */
export const batchBytesLimit = 4 * 1024 * 1024;

/** The records of one append, ready to be stored. An id that comes twice in it is stored once. */
export interface EncodedBatch {
  /** In order of first appearance, ids distinct. */
  readonly records: readonly EncodedRecord[];
  /** Sum of their sizes. */
  readonly bytes: number;
  /** For each record handed over, its index in `records`. */
  readonly places: readonly number[];
}

/** @throws {LogError} `batch-too-large`, `record-too-large`, `id-conflict` within the batch */
export function encodeBatch({ key, records }: Append): EncodedBatch {
  if (records.length === 0) throw new TypeError('an append needs at least one record');
  if (records.length > batchRecordsLimit)
    throw new LogError(
      'batch-too-large',
      `${records.length} records in one append; at most ${batchRecordsLimit}`,
    );
  const distinct = new Map<string, number>();
  const kept: EncodedRecord[] = [];
  const places = records.map((record) => {
    const encoded = encodeRecord(key, record);
    const place = distinct.get(encoded.id) ?? kept.length;
    if (place === kept.length) kept.push(encoded);
    else if (kept[place]?.digest.equals(encoded.digest) !== true) throw idConflict([encoded.id]);
    distinct.set(encoded.id, place);
    return place;
  });
  const bytes = kept.reduce((sum, record) => sum + record.bytes, 0);
  if (bytes > batchBytesLimit)
    throw new LogError('batch-too-large', `${bytes} bytes in one append; at most ${batchBytesLimit}`);
  return { records: kept, bytes, places };
}

/** One answer for each record handed over, from one for each distinct record; a second copy is a repeat. */
export function answersFor(batch: EncodedBatch, stored: readonly Appended[]): readonly Appended[] {
  const answered = new Set<number>();
  return batch.places.flatMap((place) => {
    const answer = stored[place];
    if (answer === undefined) return [];
    if (answered.has(place)) return [{ ...answer, repeated: true }];
    answered.add(place);
    return [answer];
  });
}

/** The alarm that an id stands in the log with other content. */
export function idConflict(ids: readonly string[]): LogError {
  return new LogError('id-conflict', `the log holds other content under ${ids.join(', ')}`);
}
