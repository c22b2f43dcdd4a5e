import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeBell } from '../bell.ts';
import { LogError } from '../port.ts';
import type { LogRecord } from '../port.ts';
import { tailOf } from './tail.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets enough time pass for any wait of the tail. */
async function passing<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(3_000);
  return promise;
}

/** A partition that the test fills; `fail` makes the next reads fail. */
function setUp() {
  const records: LogRecord[] = [];
  const state = { fail: 0, reads: 0 };
  const bell = makeBell();
  const source = {
    name: 'world/0',
    bell,
    async read(from: number, limit: number): Promise<readonly LogRecord[]> {
      state.reads += 1;
      state.fail -= 1;
      if (state.fail >= 0) throw new LogError('unavailable', 'gone');
      return records.slice(from, from + limit);
    },
  };
  const stop = new AbortController();
  const batches = tailOf(source, 0, stop.signal);
  const add = (...ids: readonly string[]): void => {
    for (const id of ids) records.push(recordAt(records.length, id));
    bell.ring();
  };
  return { records, state, source, stop, batches, add };
}

function recordAt(offset: number, id: string): LogRecord {
  const position = { topic: 'world', partition: 0, offset } as const;
  return { id, type: 't', key: 'k', data: null, position, recordedAt: 0 };
}

test('a bell that rings while the partition is read is not missed', async () => {
  const { source, batches, add, records, stop } = setUp();
  const read = source.read.bind(source);
  source.read = async (from, limit) => {
    const found = await read(from, limit);
    if (records.length === 0) add('a');
    return found;
  };
  expect((await passing(batches.next())).value).toMatchObject([{ id: 'a' }]);
  stop.abort();
});

test('a reader that no bell wakes looks for itself', async () => {
  const { batches, records, stop } = setUp();
  const waiting = batches.next();
  records.push(recordAt(0, 'a'));
  expect((await passing(waiting)).value).toMatchObject([{ id: 'a' }]);
  stop.abort();
});

describe('an outage', () => {
  test('is waited through', async () => {
    const { batches, state, add, stop } = setUp();
    add('a');
    state.fail = 2;
    expect((await passing(batches.next())).value).toMatchObject([{ id: 'a' }]);
    expect(state.reads).toBe(3);
    stop.abort();
  });

  test('ends with the signal', async () => {
    const { batches, state, stop } = setUp();
    state.fail = Number.POSITIVE_INFINITY;
    const waiting = batches.next();
    stop.abort();
    expect(await waiting).toMatchObject({ done: true });
  });

  test('that took the last record given is noticed', async () => {
    const { batches, state, records, add } = setUp();
    add('a', 'b');
    await batches.next();
    state.fail = 1;
    records.splice(1, 1);
    add('other', 'more');
    await expect(passing(batches.next())).rejects.toMatchObject({ code: 'lost-tail' });
  });

  test('that took nothing goes on behind the last record given', async () => {
    const { batches, state, add, stop } = setUp();
    add('a', 'b');
    await batches.next();
    state.fail = 1;
    add('c');
    expect((await passing(batches.next())).value).toMatchObject([{ id: 'c' }]);
    stop.abort();
  });
});

test('a tail that was cut off while nobody appended is noticed', async () => {
  const { batches, records, add } = setUp();
  add('a', 'b');
  await batches.next();
  records.splice(1, 1);
  await expect(passing(batches.next())).rejects.toMatchObject({ code: 'lost-tail' });
});

test('far from the head the next batch is read while the reader works on one', async () => {
  const { batches, add, state, stop } = setUp();
  add(...Array.from({ length: 2_500 }, (_, offset) => `${offset}`));
  const sizes: number[] = [];
  for (const reads of [2, 3, 3]) {
    const { value } = (await batches.next()) as { value?: readonly LogRecord[] };
    sizes.push(value?.length ?? 0);
    expect(state.reads).toBe(reads);
  }
  expect(sizes).toEqual([1_000, 1_000, 500]);
  stop.abort();
});

test('a bell that rings after a batch was read ahead is not missed', async () => {
  const { batches, add, stop } = setUp();
  add(...Array.from({ length: 1_000 }, (_, offset) => `${offset}`));
  await batches.next();
  await Promise.resolve();
  add('later');
  expect((await batches.next()).value).toMatchObject([{ id: 'later' }]);
  stop.abort();
});

test('a mistake is thrown, not tried again', async () => {
  const { batches, source } = setUp();
  source.read = () => Promise.reject(new RangeError('no such partition'));
  await expect(passing(batches.next())).rejects.toThrow(RangeError);
});
