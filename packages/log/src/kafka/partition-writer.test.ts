import kafkajs from 'kafkajs';
import type { Message } from 'kafkajs';
import { expect, test } from 'vitest';
import { LogError } from '../port.ts';
import { PartitionWriter } from './partition-writer.ts';

/** A partition in memory that fails as it is told: `before` or `after` it has stored the messages. */
function storage(failures: readonly ('before' | 'after')[] = []) {
  const stored: string[] = [];
  const sends: string[][] = [];
  const left = [...failures];
  const send = async (messages: readonly Message[]) => {
    const texts = messages.map(({ value }) => String(value));
    sends.push(texts);
    await Promise.resolve();
    const failure = left.shift();
    if (failure === 'before') throw lost();
    const offset = stored.push(...texts) - texts.length;
    if (failure === 'after') throw lost();
    return { partition: 0, offset, recordedAt: 7 };
  };
  return { stored, sends, send };
}

const batch = (...texts: string[]): Message[] => texts.map((value) => ({ value }));

test('batches keep their order and learn where they stand', async () => {
  const { send, stored } = storage();
  const writer = new PartitionWriter(send);
  const answers = await Promise.all([
    writer.append(batch('a', 'b'), 2),
    writer.append(batch('c'), 1),
    writer.append(batch('d'), 1),
  ]);
  expect(answers.map(({ offset }) => offset)).toEqual([0, 2, 3]);
  expect(stored).toEqual(['a', 'b', 'c', 'd']);
});

test('what comes while a send is on its way goes into the next one', async () => {
  const { send, sends } = storage();
  const writer = new PartitionWriter(send);
  const first = writer.append(batch('a'), 1);
  await Promise.all([first, writer.append(batch('b'), 1), writer.append(batch('c'), 1)]);
  expect(sends).toEqual([['a'], ['b', 'c']]);
});

test('a batch is never split, and a send takes about 500 messages', async () => {
  const { send, sends } = storage();
  const writer = new PartitionWriter(send);
  const sizes = [1, 300, 300, 900, 10];
  await Promise.all(sizes.map((size) => writer.append(batch(...Array<string>(size).fill('x')), size)));
  expect(sends.map(({ length }) => length)).toEqual([1, 300, 300, 900, 10]);
});

test('the same messages go again, and nothing else before them, until they are acknowledged', async () => {
  const { send, sends, stored } = storage(['before', 'after']);
  const writer = new PartitionWriter(send);
  const answers = await Promise.all([writer.append(batch('a'), 1), writer.append(batch('b'), 1)]);
  expect(sends).toEqual([['a'], ['a'], ['a'], ['b']]);
  expect(stored).toEqual(['a', 'a', 'b']);
  expect(answers.map(({ offset }) => offset)).toEqual([1, 2]);
});

test('what the broker refuses ends its callers and not the next ones', async () => {
  const { send, sends } = storage();
  const refusal = new kafkajs.KafkaJSProtocolError(
    Object.assign(new Error('MESSAGE_TOO_LARGE'), { retriable: false }),
  );
  const writer = new PartitionWriter(async (messages) => {
    if (String(messages[0]?.value) === 'large') throw refusal;
    return send(messages);
  });
  const large = writer.append(batch('large'), 1);
  const small = writer.append(batch('small'), 1);
  await expect(large).rejects.toMatchObject({ code: 'unavailable', cause: refusal });
  expect(await small).toMatchObject({ offset: 0 });
  expect(sends).toEqual([['small']]);
});

test('a partition that goes back has lost its tail, and takes nothing more', async () => {
  let offset = 10;
  const writer = new PartitionWriter(async () => ({ partition: 0, offset, recordedAt: 7 }));
  await writer.append(batch('a'), 1);
  offset = 3;
  await expect(writer.append(batch('b'), 1)).rejects.toMatchObject({ code: 'lost-tail', retryable: false });
  offset = 20;
  await expect(writer.append(batch('c'), 1)).rejects.toBeInstanceOf(LogError);
});

test('closing ends what is on its way', async () => {
  const writer = new PartitionWriter(async () => {
    throw lost();
  });
  const waiting = writer.append(batch('a'), 1);
  const closing = writer.close();
  await expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
  await closing;
  await expect(writer.append(batch('b'), 1)).rejects.toMatchObject({ code: 'unavailable' });
});

test('more than 64 MiB on their way are refused', async () => {
  const writer = new PartitionWriter(async () => {
    throw lost();
  });
  const first = writer.append(batch('a'), 65 * 1024 * 1024);
  await expect(writer.append(batch('b'), 1)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  void writer.close();
  await expect(first).rejects.toBeInstanceOf(LogError);
});

function lost(): Error {
  return new kafkajs.KafkaJSConnectionError('the connection broke');
}
