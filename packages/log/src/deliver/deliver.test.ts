import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { memoryLog } from '../memory/memory-log.ts';
import { ownTypes } from '../own-records.ts';
import { keyOfPartition } from '../partition-of.ts';
import type { EventLog, LogError, LogRecord, NewRecord, Topic } from '../port.ts';
import { deliver } from './deliver.ts';
import type { Delivery, DeliverOptions } from './deliver.ts';

const start = Date.UTC(2025, 0, 20);
const minute = 60_000;

/** A log and a reader of its `world`, both by a clock that the test moves. */
function setUp() {
  const time = { log: start, reader: start };
  const log = memoryLog({ partitions: { world: 1, questions: 1 }, clock: () => time.log });
  const stop = new AbortController();
  const { signal } = stop;
  const options = { log, topic: 'world', partition: 0, signal, clock: () => time.reader } as const;
  return { time, log, stop, options };
}

function record(type = 'casus.test.v1', data: NewRecord['data'] = {}): NewRecord {
  return { id: randomUUID(), type, data };
}

async function appendAt(
  log: EventLog,
  time: { log: number },
  stamp: number,
  added = record(),
): Promise<NewRecord> {
  time.log = stamp;
  await log.append({ topic: 'world', key: 'k', records: [added] });
  return added;
}

function toHead(options: DeliverOptions): Promise<Delivery[]> {
  return Array.fromAsync(deliver({ ...options, untilHead: true }));
}

const idsOf = (deliveries: readonly Delivery[]): string[] =>
  deliveries.flatMap(({ records }) => records.map(({ id }) => id));
const timesOf = (deliveries: readonly Delivery[]): number[] =>
  deliveries.flatMap(({ records }) => records.map(({ logTime }) => logTime - start));

test('log time follows the stamps and never falls', async () => {
  const { time, log, options } = setUp();
  for (const stamp of [5, 9, 3, 8, 12]) await appendAt(log, time, start + stamp);
  expect(timesOf(await toHead(options))).toEqual([0, 5, 9, 9, 9, 12]);
});

test('log time goes on from the checkpoint', async () => {
  const { time, log, options } = setUp();
  await appendAt(log, time, start + 9);
  const from = (await toHead(options)).at(-1)?.checkpoint;
  await appendAt(log, time, start + 3);
  expect(timesOf(await toHead({ ...options, from }))).toEqual([9]);
});

describe('from a checkpoint', () => {
  test('only later records come', async () => {
    const { time, log, options } = setUp();
    await appendAt(log, time, start);
    const from = (await toHead(options)).at(-1)?.checkpoint;
    const later = await appendAt(log, time, start);
    expect(idsOf(await toHead({ ...options, from }))).toEqual([later.id]);
  });

  test('at the head, an empty batch says so', async () => {
    const { options } = setUp();
    const from = (await toHead(options)).at(-1)?.checkpoint;
    expect(await toHead({ ...options, from })).toEqual([{ records: [], checkpoint: from, atHead: true }]);
  });

  test.each([
    ['another log', { logId: 'other' }],
    ['another last record', { lastId: 'other' }],
    ['an offset beyond the head', { offset: 7 }],
  ])('of %s, it halts', async (_, change) => {
    const { time, log, options } = setUp();
    await appendAt(log, time, start);
    const checkpoint = (await toHead(options)).at(-1)?.checkpoint;
    const from = { logId: '', offset: 0, lastId: '', logTime: 0, ...checkpoint, ...change };
    const reading = toHead({ ...options, from });
    await expect(reading).rejects.toMatchObject({ code: 'lost-tail', retryable: false });
  });
});

test('only the last of several batches is at the head', async () => {
  const { log, options } = setUp();
  for (let batch = 0; batch < 3; batch += 1)
    await log.append({ topic: 'world', key: 'k', records: Array.from({ length: 800 }, () => record()) });
  expect((await toHead(options)).map(({ atHead }) => atHead)).toEqual([false, false, true]);
});

test('at the head it waits for more, until the signal aborts', async () => {
  const { time, log, stop, options } = setUp();
  const ids: string[] = [];
  const done = (async () => {
    for await (const { records } of deliver(options)) ids.push(...records.map(({ id }) => id));
  })();
  const added = await appendAt(log, time, start);
  await expect.poll(() => ids).toEqual([expect.any(String), added.id]);
  stop.abort();
  await done;
});

describe('a record stamped ahead', () => {
  const ahead = start + 10 * minute;

  test('passes once the clock has come within 5 minutes', async () => {
    const { time, log, options } = setUp();
    await appendAt(log, time, ahead);
    const halts: LogError[] = [];
    const sleep = async (ms: number): Promise<void> => {
      expect(ms).toBeLessThanOrEqual(1_000);
      time.reader += minute;
    };
    const deliveries = await toHead({ ...options, sleep, onHalt: (halt) => halts.push(halt) });
    expect(time.reader).toBe(start + 5 * minute);
    expect(deliveries.map(({ records }) => records.length)).toEqual([1, 1]);
    expect(halts.map(({ code }) => code)).toEqual(['stamp-ahead']);
  });

  test('passes when a correction is appended, with the corrected stamp', async () => {
    const { time, log, options } = setUp();
    await appendAt(log, time, ahead);
    const sleep = async (): Promise<void> => {
      await correct(log, time, 1);
    };
    expect(timesOf(await toHead({ ...options, sleep }))).toEqual([0, 7, 7]);
  });

  test('is corrected for a reader that comes years later', async () => {
    const { time, log, options } = setUp();
    await appendAt(log, time, ahead);
    await correct(log, time, 1);
    time.reader = ahead + 1e11;
    expect(timesOf(await toHead(options))).toEqual([0, 7, 7]);
  });

  test('by 5 minutes or less passes at once and is never corrected', async () => {
    const { time, log, options } = setUp();
    await appendAt(log, time, start + 5 * minute);
    await correct(log, time, 1);
    expect(timesOf(await toHead(options))).toEqual([0, 5 * minute, 5 * minute]);
  });

  test('waits no longer than the signal', async () => {
    const { time, log, stop, options } = setUp();
    await appendAt(log, time, ahead);
    const sleep = async (): Promise<void> => stop.abort();
    expect(timesOf(await Array.fromAsync(deliver({ ...options, sleep })))).toEqual([0]);
  });

  async function correct(log: EventLog, time: { log: number }, offset: number): Promise<void> {
    const data = { offset, stamp: start + 7, who: 'operator', why: 'the clock was wrong' };
    time.log = start;
    const records = [record(ownTypes.stampCorrected, data)];
    await log.append({ topic: 'world', key: keyOfPartition(0, 1), records });
  }
});

describe('of a log that repeats itself', () => {
  test('each id comes once, and the checkpoint moves past the repeats', async () => {
    const { log, options } = setUp();
    const [first, second] = [recordAt(1, 'a'), recordAt(2, 'b')];
    const repeating = withTail(log, () => [
      [recordAt(0, 'h'), first, second, recordAt(3, 'a')],
      [recordAt(4, 'b')],
    ]);
    const known = new Set<string>();
    const deliveries: Delivery[] = [];
    for await (const delivery of deliver({ ...options, log: repeating, isKnown: async () => known })) {
      deliveries.push(delivery);
      for (const { id } of delivery.records) known.add(id);
      if (delivery.checkpoint.offset === 5) break;
    }
    expect(idsOf(deliveries)).toEqual(['h', 'a', 'b']);
    expect(deliveries.at(-1)).toMatchObject({ records: [], checkpoint: { offset: 5, lastId: 'b' } });
  });
});

describe('batches out of place', () => {
  const records = ['h', 'a', 'b', 'c'].map((id, offset) => recordAt(offset, id));

  test('what lies below the next offset is dropped', async () => {
    const { log, options } = setUp();
    const overlapping = withTail(log, () => [records.slice(0, 3), records.slice(1)]);
    expect(await firstIds(overlapping, options, 4)).toEqual(['h', 'a', 'b', 'c']);
  });

  test('after a gap the tail is opened again where the gap begins', async () => {
    const { log, options } = setUp();
    const openedAt: number[] = [];
    const skipping = withTail(log, (from) => {
      openedAt.push(from);
      return [from === 0 ? records.filter(({ id }) => id !== 'b') : records.slice(from)];
    });
    expect(await firstIds(skipping, options, 4)).toEqual(['h', 'a', 'b', 'c']);
    expect(openedAt).toEqual([0, 2]);
  });

  test('a gap that stays halts', async () => {
    const { log, options } = setUp();
    const skipping = withTail(log, () => [records.filter(({ id }) => id !== 'b')]);
    await expect(firstIds(skipping, options, 4)).rejects.toMatchObject({ code: 'offset-gap' });
  });

  async function firstIds(log: EventLog, options: DeliverOptions, count: number): Promise<string[]> {
    const deliveries: Delivery[] = [];
    for await (const delivery of deliver({ ...options, log })) {
      deliveries.push(delivery);
      if (delivery.checkpoint.offset >= count) break;
    }
    return idsOf(deliveries);
  }
});

function recordAt(offset: number, id: string): LogRecord {
  const position = { topic: 'world', partition: 0, offset } as const;
  return { id, type: 't', key: 'k', data: {}, position, recordedAt: start };
}

/** The log with a tail that gives these batches, whatever it holds. */
function withTail(log: EventLog, batchesFrom: (from: number) => readonly (readonly LogRecord[])[]): EventLog {
  return Object.assign(Object.create(log) as EventLog, {
    heads: async () => [1_000],
    ownRecords: async () => [],
    async *tail(_topic: Topic, _partition: number, from: number) {
      yield* batchesFrom(from);
    },
  });
}
