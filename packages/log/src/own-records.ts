import { createHash } from 'node:crypto';
import { keyOfPartition } from './partition-of.ts';
import type { Json, NewRecord, Topic } from './port.ts';

/** Types of the records that say something about the log itself. Their shapes are stored: add a version, never edit. */
export const ownTypes = {
  /** Offset 0 of a partition made empty: `{ logId, partition }`. */
  opened: 'casus.log.opened.v1',
  /** Offset 0 of a partition filled by an import: `{ importId, hash }`. Stamped 0, below every stamp that follows. */
  importing: 'casus.log.importing.v1',
  /** Behind the last imported record: `{ importId, hash }`, stamped by the live clock. */
  imported: 'casus.log.imported.v1',
  /** `{ offset, stamp, who, why }`: the record at this earlier offset of the partition counts as stamped so. */
  stampCorrected: 'casus.log.stamp-corrected.v1',
  /** In a moved log, at the offset where the old one held a record once more: `{ id }`, of that record. */
  repeated: 'casus.log.repeated.v1',
  /** `{ offset, who, why }`: the record at this earlier offset of the partition is given up by its readers. */
  recordDiscarded: 'casus.log.record-discarded.v1',
} as const;

/** @example isOwnType('casus.log.opened.v1') // true */
export function isOwnType(type: string): boolean {
  return type.startsWith('casus.log.');
}

export interface OwnRecord {
  readonly key: string;
  readonly record: NewRecord;
}

/** Which partition of which topic, out of how many. */
export interface Place {
  readonly topic: Topic;
  readonly partition: number;
  readonly partitions: number;
}

/** The header of a partition made empty. */
export function openedRecord(logId: string, place: Place): OwnRecord {
  return ownRecord(ownTypes.opened, logId, place, { logId, partition: place.partition });
}

/** The marker that begins or ends a partition's import; the same import gives the same record. */
export function importMarker(
  kind: 'importing' | 'imported',
  history: { readonly importId: string; readonly hash: string },
  place: Place,
): OwnRecord {
  const { importId, hash } = history;
  return ownRecord(ownTypes[kind], importId, place, { importId, hash });
}

/** What stands in a moved log where the old one repeated a record. */
export function repeatedRecord(id: string, place: Place & { readonly offset: number }): OwnRecord {
  return ownRecord(ownTypes.repeated, String(place.offset), place, { id });
}

/** The import of a history: the same for the same hash, so that one that broke off goes on. */
export function importIdOf(hash: string): string {
  return nameBasedUuid(`import ${hash}`);
}

function ownRecord(type: string, scope: string, place: Place, data: Json): OwnRecord {
  const { topic, partition, partitions } = place;
  const id = nameBasedUuid(`${type} ${scope} ${topic}/${partition}`);
  return { key: keyOfPartition(partition, partitions), record: { id, type, data } };
}

/** UUID version 8 (RFC 9562 §5.8) from the SHA-256 of a name. */
function nameBasedUuid(name: string): string {
  const hex = createHash('sha256').update(name, 'utf8').digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
