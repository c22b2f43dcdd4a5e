import { setTimeout as delay } from 'node:timers/promises';
import { LogError } from '@casus/log';
import type { DeliveredRecord, EventLog, LogRecord, Topic } from '@casus/log';

/** A log as it is stored, and as readers must get it. */
export interface StoredLog {
  /** By `topic/partition`, every record in its order; ids may come again. */
  readonly stored: ReadonlyMap<string, readonly LogRecord[]>;
  /** Each id once, where it stood first, with its log time. */
  readonly delivered: readonly DeliveredRecord[];
}

export const bothTopics: readonly Topic[] = ['world', 'questions'];

/** Reads all partitions of the topics from offset 0 up to their heads, with plain reads. */
export async function readStoredLog(
  log: EventLog,
  topics: readonly Topic[] = bothTopics,
): Promise<StoredLog> {
  const stored = new Map<string, readonly LogRecord[]>();
  for (const topic of topics)
    for (let partition = 0; partition < log.partitions[topic]; partition += 1)
      stored.set(`${topic}/${partition}`, await readPartition(log, topic, partition));
  return asDelivered(stored);
}

export function asDelivered(stored: StoredLog['stored']): StoredLog {
  return { stored, delivered: [...stored.values()].flatMap(delivered) };
}

async function readPartition(log: EventLog, topic: Topic, partition: number): Promise<readonly LogRecord[]> {
  const all: LogRecord[] = [];
  for (;;) {
    const records = await whenThere(() => log.read(topic, partition, all.length));
    if (records.length === 0) return all;
    all.push(...records);
  }
}

/** What a runner makes of a partition, written down once more: repeats dropped, log time the highest stamp so far. */
function delivered(records: readonly LogRecord[]): readonly DeliveredRecord[] {
  const seen = new Set<string>();
  let logTime = 0;
  return records.flatMap((record) => {
    logTime = Math.max(logTime, record.recordedAt);
    if (seen.has(record.id)) return [];
    seen.add(record.id);
    return [{ ...record, logTime }];
  });
}

const awayMs = 60_000;
const retryMs = 250;

/** Repeats the work while the broker is away. @throws {LogError} after a minute */
export async function whenThere<Result>(work: () => Promise<Result>): Promise<Result> {
  const giveUpAt = performance.now() + awayMs;
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LogError) || !error.retryable || performance.now() > giveUpAt) throw error;
      await delay(retryMs);
    }
}
