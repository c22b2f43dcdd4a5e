import { expect, test } from 'vitest';
import { encodeRecord } from '../cloud-event.ts';
import type { EncodedRecord } from '../cloud-event.ts';
import { KnownIds } from './known-ids.ts';
import type { Sending } from './known-ids.ts';

const acknowledged = Promise.resolve({ partition: 0, offset: 1, recordedAt: 7 });
const sent: Sending = { acknowledged, settled: true };
const onItsWay: Sending = { acknowledged, settled: false };

test('an id is known with its place in its batch', () => {
  const ids = new KnownIds(10);
  ids.add([record(1), record(2)], sent);
  expect(ids.get(record(2).id)).toMatchObject({ sending: sent, index: 1 });
  expect(ids.get(record(3).id)).toBeUndefined();
});

test('other content under a known id is seen, the same content and unknown ids are not', () => {
  const ids = new KnownIds(10);
  ids.add([record(1)], sent);
  expect(ids.isOther(record(1, 'other'))).toBe(true);
  expect(ids.isOther(record(1))).toBe(false);
  expect(ids.isOther(record(2))).toBe(false);
});

test('the oldest are forgotten', () => {
  const ids = new KnownIds(2);
  for (const number of [1, 2, 3]) ids.add([record(number)], sent);
  expect([1, 2, 3].filter((number) => ids.get(record(number).id))).toEqual([2, 3]);
});

test('what is still on its way is not forgotten', () => {
  const ids = new KnownIds(1);
  ids.add([record(1)], onItsWay);
  ids.add([record(2)], sent);
  expect(ids.get(record(1).id)).toBeDefined();
});

test('what was not stored is unknown again', () => {
  const ids = new KnownIds(10);
  ids.add([record(1)], onItsWay);
  ids.delete([record(1)]);
  expect(ids.get(record(1).id)).toBeUndefined();
});

function record(number: number, data = 'data'): EncodedRecord {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return encodeRecord('k', { id, type: 't', data });
}
