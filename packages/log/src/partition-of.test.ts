import { expect, test } from 'vitest';
import { keyOfPartition, partitionOf } from './partition-of.ts';

// Stored logs rest on these values: a failing row is a broken log, not an outdated test.
test.each([
  ['question-1', 4, 0],
  ['Київ', 4, 1],
  ['', 4, 2],
  ['Київ', 7, 5],
  ['question-1', 7, 3],
  ['question-2', 7, 2],
  ['00000000-0000-4000-8000-000000000000', 7, 3],
  ['anything', 1, 0],
])('key "%s" of %i partitions is in partition %i', (key, partitions, partition) => {
  expect(partitionOf(key, partitions)).toBe(partition);
});

test('keys spread over the partitions', () => {
  const counts = [0, 0, 0, 0];
  for (let key = 0; key < 4_000; key += 1) {
    const partition = partitionOf(`question-${key}`, 4);
    counts[partition] = (counts[partition] ?? 0) + 1;
  }
  for (const count of counts) expect(count).toBeGreaterThan(900);
});

test.each([1, 4, 7])('of %i partitions each has a key of its own', (partitions) => {
  for (let partition = 0; partition < partitions; partition += 1)
    expect(partitionOf(keyOfPartition(partition, partitions), partitions)).toBe(partition);
  expect(() => keyOfPartition(partitions, partitions)).toThrow(RangeError);
});

test.each([
  [0, 'partition-2'],
  [1, 'partition-15'],
  [2, 'partition-3'],
  [3, 'partition-1'],
])('the key of partition %i of 4 is %s', (partition, key) => {
  expect(keyOfPartition(partition, 4)).toBe(key);
});
