import { createHash } from 'node:crypto';

/**
 * The partition of a key: the first four bytes of the SHA-256 of its UTF-8 text, big-endian, modulo the
 * number of partitions. Stored logs rest on it: it never changes, and neither does a log's partition count.
 * @example partitionOf('Київ', 4) // 1
 */
export function partitionOf(key: string, partitions: number): number {
  if (partitions === 1) return 0;
  return createHash('sha256').update(key, 'utf8').digest().readUInt32BE(0) % partitions;
}

/**
 * The key under which records that belong to a partition as a whole are appended (markers, ticks, rule
 * changes): the first of `partition-1`, `partition-2`… that falls there.
 */
export function keyOfPartition(partition: number, partitions: number): string {
  if (!Number.isInteger(partition) || partition < 0 || partition >= partitions)
    throw new RangeError(`there is no partition ${partition} among ${partitions}`);
  for (let attempt = 1; ; attempt += 1) {
    const key = `partition-${attempt}`;
    if (partitionOf(key, partitions) === partition) return key;
  }
}
