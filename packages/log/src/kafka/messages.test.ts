import type { KafkaMessage, Message } from 'kafkajs';
import { expect, test } from 'vitest';
import { encodeRecord } from '../cloud-event.ts';
import { isOwnMessage, marksOf, messageOf, recordOf } from './messages.ts';
import type { Marks } from './messages.ts';

const record = { id: '00000000-0000-4000-8000-000000000001', type: 'casus.test.v1', data: { a: 1 } };
const place = { topic: 'questions', partition: 2 } as const;

test('a live record has the stamp of Kafka', () => {
  expect(recordOf(stored(), place)).toEqual({
    ...record,
    key: 'k',
    position: { ...place, offset: 9 },
    recordedAt: 1_700_000_000_000,
  });
});

test('an imported record has its own stamp, and names its import', () => {
  const marks = { recordedAt: 0, importId: 'i', logId: 'l' };
  expect(recordOf(stored(record.type, marks), place)).toMatchObject({ recordedAt: 0, importId: 'i' });
  expect(marksOf(stored(record.type, marks))).toEqual(marks);
});

test('records about the log itself are told from others by the end of their text', () => {
  expect(isOwnMessage(stored('casus.log.imported.v1'))).toBe(true);
  expect(isOwnMessage(stored('casus.world.v1'))).toBe(false);
  const text = '"type":"casus.log.opened.v1"}';
  const pretending = encodeRecord(text, { ...record, data: { type: 'casus.log.opened.v1' } });
  expect(isOwnMessage(asStored(messageOf('k', pretending, 2)))).toBe(false);
});

test('what is no record is refused', () => {
  expect(() => recordOf({ ...stored(), value: null }, place)).toThrow(TypeError);
  expect(() => recordOf({ ...stored(), value: Buffer.from('{}') }, place)).toThrow(TypeError);
});

function stored(type = record.type, marks?: Marks): KafkaMessage {
  return asStored(messageOf('k', encodeRecord('k', { ...record, type }), place.partition, marks));
}

function asStored({ value, headers }: Message): KafkaMessage {
  const message = {
    key: null,
    value: Buffer.from(String(value)),
    timestamp: '1700000000000',
    attributes: 0,
    headers: {},
    offset: '9',
  };
  return headers === undefined ? message : { ...message, headers };
}
