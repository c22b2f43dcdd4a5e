import type { KafkaMessage } from 'kafkajs';
import { expect, test } from 'vitest';
import { expectedAfter, newMessages } from './expectation.ts';

const [four, five, six] = [message(4, 'four'), message(5, 'five'), message(6, 'six')];

test('a fetch that begins where it should is new as a whole', () => {
  expect(newMessages([four, five], { offset: 4 })).toEqual([four, five]);
});

test('a fetch that brings nothing tells nothing', () => {
  expect(newMessages([], { offset: 4 })).toEqual([]);
});

test.each([[message(0, 'zero')], [six]])('a fetch that begins elsewhere is not taken', (first) => {
  expect(newMessages([first], { offset: 5 })).toBeUndefined();
});

test('after a break the last message is read once more and is not new', () => {
  expect(expectedAfter(5, four)).toEqual({ offset: 4, again: four });
  expect(newMessages([message(4, 'four'), five], expectedAfter(5, four))).toEqual([five]);
});

test('before the first message there is none to read once more', () => {
  expect(expectedAfter(5, undefined)).toEqual({ offset: 5 });
});

test.each([message(4, 'other'), { ...four, timestamp: '8' }, { ...four, value: null }])(
  'another message where the last one stood is not taken',
  (other) => {
    expect(newMessages([other, five], expectedAfter(5, four))).toBeUndefined();
  },
);

function message(offset: number, text: string): KafkaMessage {
  return {
    key: null,
    value: Buffer.from(text),
    timestamp: '7',
    attributes: 0,
    headers: {},
    offset: String(offset),
  };
}
