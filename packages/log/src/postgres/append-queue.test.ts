import { describe, expect, test } from 'vitest';
import type { EncodedBatch } from '../encode-batch.ts';
import { LogError } from '../port.ts';
import type { Appended } from '../port.ts';
import { makeAppendQueue } from './append-queue.ts';

/** A batch whose records have these ids. */
function batchOf(...ids: readonly string[]): EncodedBatch {
  const records = ids.map((id) => ({ id, type: 't', text: '{}', bytes: 2, digest: Buffer.alloc(32) }));
  return { records, bytes: 2 * ids.length, places: [...ids.keys()] };
}

function answerTo(batch: EncodedBatch): readonly Appended[] {
  return batch.records.map(({ id }) => ({
    position: { topic: 'world', partition: 0, offset: Number(id) },
    recordedAt: 0,
    repeated: false,
  }));
}

/** A queue whose transactions end when the test says so. */
function setUp() {
  const sent: { readonly ids: readonly string[]; readonly end: (failure?: Error) => void }[] = [];
  const append = makeAppendQueue(
    (batches) =>
      new Promise((resolve, reject) => {
        const ids = batches.flatMap(({ records }) => records.map(({ id }) => id));
        const end = (failure?: Error): void =>
          failure !== undefined ? reject(failure) : resolve(batches.map(answerTo));
        sent.push({ ids, end });
      }),
  );
  return { sent, append, sizes: () => sent.map(({ ids }) => ids.length) };
}

const numbers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, number) => `${number}`);
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('calls that come while a transaction is in flight share the next one, in order', async () => {
  const { sent, append } = setUp();
  const calls = numbers(5).map((id) => append(batchOf(id)));
  expect(sent.map(({ ids }) => ids)).toEqual([['0']]);
  sent[0]?.end();
  await nextTurn();
  expect(sent.map(({ ids }) => ids)).toEqual([['0'], ['1', '2', '3', '4']]);
  sent[1]?.end();
  const offsets = (await Promise.all(calls)).map(([answer]) => answer?.position.offset);
  expect(offsets).toEqual([0, 1, 2, 3, 4]);
});

test('callers that append again at once join those who wait', async () => {
  const { sent, append, sizes } = setUp();
  const again = append(batchOf('0')).then(() => append(batchOf('7')));
  const waiting = append(batchOf('1'));
  sent[0]?.end();
  await nextTurn();
  expect(sizes()).toEqual([1, 2]);
  sent[1]?.end();
  await Promise.all([again, waiting]);
});

test('many callers are divided over three transactions in flight', async () => {
  const { sent, append, sizes } = setUp();
  const calls = numbers(128).map((id) => append(batchOf(id)));
  expect(sizes()).toEqual([1, 24, 24]);
  for (let turn = 0; turn < 5; turn += 1) {
    for (const { end } of sent) end();
    await nextTurn();
  }
  expect(sent.flatMap(({ ids }) => ids)).toEqual(numbers(128));
  await Promise.all(calls);
});

describe('a transaction holds', () => {
  test('at most 2,000 records of several calls', async () => {
    const { sent, append, sizes } = setUp();
    const first = append(batchOf('first'));
    const calls = [0, 1, 2].map((call) => append(batchOf(...numbers(900).map((id) => `${call}${id}`))));
    sent[0]?.end();
    await nextTurn();
    sent[1]?.end();
    await nextTurn();
    sent[2]?.end();
    expect(sizes()).toEqual([1, 1_800, 900]);
    await Promise.all([first, ...calls]);
  });

  test('an id once: a call that repeats one of an earlier call waits, and those behind it too', async () => {
    const { sent, append } = setUp();
    const calls = ['0', '1', '2', '1', '3'].map((id) => append(batchOf(id)));
    sent[0]?.end();
    await nextTurn();
    expect(sent[1]?.ids).toEqual(['1', '2']);
    sent[1]?.end();
    await nextTurn();
    expect(sent[2]?.ids).toEqual(['1', '3']);
    sent[2]?.end();
    await Promise.all(calls);
  });
});

test('a failed transaction fails its calls and nobody else', async () => {
  const { sent, append } = setUp();
  const calls = numbers(3).map((id) => append(batchOf(id)));
  const results = Promise.allSettled(calls);
  sent[0]?.end(new LogError('unavailable', 'gone'));
  await nextTurn();
  sent[1]?.end();
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});
