import { once } from 'node:events';
import type { EventLog, LogRecord, Topic } from '@casus/log';

const batch = 1_000;
const start = Date.UTC(2025, 0, 1);

/** A log of so many records of `questions`, all in one partition, that takes no room: each is made as it is read. */
export function generatedLog(count: number, dataOf: (offset: number) => LogRecord['data']): EventLog {
  const recordAt = (topic: Topic, offset: number): LogRecord => ({
    id: `00000000-0000-4000-8000-${offset.toString(16).padStart(12, '0')}`,
    type: offset === 0 ? 'casus.log.opened.v1' : 'casus.bench.counted.v1',
    data: offset === 0 ? {} : dataOf(offset),
    position: { topic, partition: 0, offset },
    key: `key-${offset % 5_000}`,
    recordedAt: start + 10 * offset,
  });
  const headOf = (topic: Topic): number => (topic === 'world' ? 1 : count + 1);
  const read: EventLog['read'] = async (topic, _partition, from, limit = batch) =>
    Array.from({ length: Math.max(0, Math.min(limit, headOf(topic) - from)) }, (_, index) =>
      recordAt(topic, from + index),
    );
  const unsupported = async (): Promise<never> => {
    throw new Error('this log is for reading only');
  };
  return {
    logId: `generated-${count}`,
    repeatsIds: false,
    partitions: { world: 1, questions: 1 },
    append: unsupported,
    read,
    async *tail(topic, partition, from, signal) {
      for (let next = from; next < headOf(topic) && !signal.aborted; next += batch)
        yield await read(topic, partition, next, batch);
      if (!signal.aborted) await once(signal, 'abort');
    },
    ownRecords: async (topic, _partition, from) => (from === 0 ? [recordAt(topic, 0)] : []),
    heads: async (topic) => [headOf(topic)],
    state: async () => 'live',
    importHistory: unsupported,
    [Symbol.asyncDispose]: async () => undefined,
  };
}
