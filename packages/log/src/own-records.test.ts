import { expect, test } from 'vitest';
import { encodeRecord } from './cloud-event.ts';
import { importMarker, isOwnType, openedRecord, ownTypes } from './own-records.ts';
import { partitionOf } from './partition-of.ts';

const place = { topic: 'questions', partition: 2, partitions: 4 } as const;
const history = { importId: '6f1f3d4e-90a5-4f0b-8c4e-2f2b6d3f7a10', hash: 'ab'.repeat(32) };

test('a header names its log and partition, and has a key of the partition', () => {
  const { key, record } = openedRecord('some log', place);
  expect(record).toMatchObject({ type: ownTypes.opened, data: { logId: 'some log', partition: 2 } });
  expect(partitionOf(key, 4)).toBe(2);
});

test('the same import gives the same marker, so that a repeated write is recognised', () => {
  expect(importMarker('imported', history, place)).toEqual(importMarker('imported', history, place));
});

test('markers of different kinds, topics, partitions and imports have different ids', () => {
  const ids = [
    openedRecord('some log', place),
    openedRecord('other log', place),
    importMarker('importing', history, place),
    importMarker('imported', history, place),
    importMarker('imported', history, { ...place, partition: 3 }),
    importMarker('imported', history, { ...place, topic: 'world' }),
    importMarker('imported', { ...history, importId: 'other' }, place),
  ].map(({ record }) => record.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('ids are UUIDs of version 8', () => {
  const { key, record } = importMarker('importing', history, place);
  expect(record.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(encodeRecord(key, record).id).toBe(record.id);
});

test('only types below casus.log are the log’s own', () => {
  expect(Object.values(ownTypes).every(isOwnType)).toBe(true);
  expect(isOwnType('casus.logistics.v1')).toBe(false);
});
