import { createRequire } from 'node:module';
import type { Message } from 'kafkajs';

interface Encoder {
  buf: Buffer;
  offset: number;
  ensureAvailable(bytes: number): void;
  writeUVarInt: (this: Encoder, value: number) => Encoder;
  writeVarLong: (this: Encoder, value: unknown) => Encoder;
}

interface EncoderClass {
  readonly prototype: Encoder;
  sizeOfVarLong: (this: void, value: unknown) => number;
}

const moreBits = 0xff_ff_ff_80;
const lowBits = 0x7f;
const moreFollows = 0x80;
const mostBytes = 5;
/** A whole number from 0 up to here is the same number zigzag-encoded in 32 bits. */
const plainLimit = 2 ** 30;

let fast = false;

/**
 * kafkajs 2.2.4 makes a buffer for each number of variable length, of which a record has six, and reckons with 64-bit
 * objects where the number is almost always 0: half of the time that a batch takes. After this such numbers go
 * straight into the buffer that is written to. The bytes are the same.
 */
export function fastVarInts(): void {
  if (fast) return;
  fast = true;
  const load = createRequire(import.meta.url);
  const encoder = load('kafkajs/src/protocol/encoder') as EncoderClass;
  const { prototype, sizeOfVarLong } = encoder;
  const { writeVarLong } = prototype;
  prototype.writeUVarInt = writeUVarInt;
  prototype.writeVarLong = function writeAnyVarLong(this: Encoder, value: unknown): Encoder {
    return isPlain(value) ? this.writeUVarInt(value << 1) : writeVarLong.call(this, value);
  };
  encoder.sizeOfVarLong = (value) => (isPlain(value) ? sizeOfUVarInt(value << 1) : sizeOfVarLong(value));
}

function isPlain(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < plainLimit;
}

/** As LEB128, the value taken as 32 bits without a sign. */
function writeUVarInt(this: Encoder, value: number): Encoder {
  this.ensureAvailable(mostBytes);
  let rest = value;
  while ((rest & moreBits) !== 0) {
    this.buf[this.offset] = (rest & lowBits) | moreFollows;
    this.offset += 1;
    rest >>>= 7;
  }
  this.buf[this.offset] = rest & lowBits;
  this.offset += 1;
  return this;
}

function sizeOfUVarInt(value: number): number {
  let bytes = 1;
  for (let rest = value; (rest & moreBits) !== 0; rest >>>= 7) bytes += 1;
  return bytes;
}

/**
 * Messages of one partition, for kafkajs to send. It groups messages by partition with a `reduce` that copies the
 * whole batch once a message; these are grouped already.
 */
export function groupedMessages(messages: readonly Message[], partition: number): Message[] {
  const grouped = [...messages];
  const reduce = (): Readonly<Record<number, readonly Message[]>> => ({ [partition]: messages });
  return Object.defineProperty(grouped, 'reduce', { value: reduce });
}
