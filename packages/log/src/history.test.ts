import { expect, test } from 'vitest';
import { historyHash, missingRecords } from './history.ts';
import type { HistoryRecord } from './port.ts';

const record = {
  id: '6f1f3d4e-90a5-4f0b-8c4e-2f2b6d3f7a10',
  type: 'casus.test.recorded.v1',
  data: { b: 1, a: 2 },
};
const first: HistoryRecord = {
  position: { topic: 'world', partition: 0, offset: 1 },
  key: 'k',
  recordedAt: 1_000,
  record,
};
const second: HistoryRecord = {
  ...first,
  position: { topic: 'world', partition: 0, offset: 2 },
  record: { ...record, id: record.id.replace('6', '7') },
};
const partitions = { world: 1, questions: 1 };

// Histories that were exported carry their hash: a failing row breaks them.
test('the hash of a history is stable', () => {
  expect(historyHash([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(historyHash([first])).toBe('828eb1b5d5a84f7ae875049d013b1926794aa2f0dfb2523bea198b08d915d556');
});

test.each([
  ['stamp', { ...first, recordedAt: 1_001 }],
  ['key', { ...first, key: 'l' }],
  ['content', { ...first, record: { ...record, data: { b: 2, a: 2 } } }],
  ['trace', { ...first, record: { ...record, traceparent: '00-ab-cd-01' } }],
  ['position', { ...first, position: { ...first.position, offset: 2 } }],
])('another %s gives another hash', (_, other) => {
  expect(historyHash([other])).not.toBe(historyHash([first]));
});

test('the order of keys in the data makes no difference', () => {
  const turned = { ...first, record: { ...record, data: { a: 2, b: 1 } } };
  expect(historyHash([turned])).toBe(historyHash([first]));
});

test('only what lies at or above the heads is missing', async () => {
  const history = {
    importId: record.id,
    hash: historyHash([first, second]),
    partitions,
    records: [first, second],
  };
  const missing = await Array.fromAsync(missingRecords(history, { world: [2], questions: [1] }));
  expect(missing.map(({ position }) => position.offset)).toEqual([2]);
});

test('a history may come piece by piece', async () => {
  async function* pieces() {
    yield first;
    yield second;
  }
  const history = { importId: record.id, hash: historyHash([first, second]), partitions, records: pieces() };
  const missing = await Array.fromAsync(missingRecords(history, { world: [1], questions: [1] }));
  expect(missing).toHaveLength(2);
});

test('records that are no longer in the history are noticed', async () => {
  const history = { importId: record.id, hash: historyHash([first, second]), partitions, records: [first] };
  const reading = Array.fromAsync(missingRecords(history, { world: [1], questions: [1] }));
  await expect(reading).rejects.toMatchObject({ code: 'import-mismatch' });
});
