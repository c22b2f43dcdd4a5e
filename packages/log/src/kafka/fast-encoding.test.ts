import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fastVarInts, groupedMessages } from './fast-encoding.ts';

interface Encoder {
  readonly buffer: Buffer;
  writeVarInt(value: number): Encoder;
  writeUVarInt(value: number): Encoder;
  writeVarLong(value: number): Encoder;
}

interface Decoder {
  readonly offset: number;
  readVarInt(): number;
  readVarLong(): { toString(): string };
}

const load = createRequire(import.meta.url);
const EncoderClass = load('kafkajs/src/protocol/encoder') as (new () => Encoder) & {
  sizeOfVarLong(value: number): number;
};
const DecoderClass = load('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => Decoder;
const group = load('kafkajs/src/producer/groupMessagesPerPartition') as (options: object) => object;

fastVarInts();

test.each([
  [0, '00'],
  [-1, '01'],
  [1, '02'],
  [63, '7e'],
  [64, '8001'],
  [-64, '7f'],
  [300, 'd804'],
  [2_147_483_647, 'feffffff0f'],
  [-2_147_483_648, 'ffffffff0f'],
])('%i is written as %s', (value, hex) => {
  expect(new EncoderClass().writeVarInt(value).buffer.toString('hex')).toBe(hex);
});

test('kafkajs reads what is written, number after number', () => {
  const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  const long = fc.oneof(fc.nat(2 ** 31 - 1), fc.maxSafeInteger(), fc.constantFrom(2 ** 30 - 1, 2 ** 30, -1));
  fc.assert(
    fc.property(fc.array(fc.tuple(int, long), { maxLength: 200 }), (numbers) => {
      const encoder = new EncoderClass();
      for (const [one, other] of numbers) encoder.writeVarInt(one).writeVarLong(other);
      const decoder = new DecoderClass(encoder.buffer);
      for (const [one, other] of numbers) {
        expect(decoder.readVarInt()).toBe(one);
        const before = decoder.offset;
        expect(decoder.readVarLong().toString()).toBe(String(other));
        expect(decoder.offset - before).toBe(EncoderClass.sizeOfVarLong(other));
      }
      expect(decoder.offset).toBe(encoder.buffer.length);
    }),
  );
});

test('messages of a partition are grouped as kafkajs groups them', () => {
  const messages = Array.from({ length: 5 }, (_, index) => ({ key: 'k', value: `${index}`, partition: 3 }));
  const partitioner = ({ message }: { message: { partition: number } }): number => message.partition;
  const options = { topic: 't', partitionMetadata: [{}], partitioner };
  const grouped = groupedMessages(messages, 3);
  expect([...grouped]).toEqual(messages);
  expect(group({ ...options, messages: grouped })).toEqual(group({ ...options, messages }));
});
