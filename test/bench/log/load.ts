import { randomUUID } from 'node:crypto';
import type { EventLog, NewRecord } from '@casus/log';

/** How long each load runs in each round, and how many rounds take turns. */
export interface Effort {
  readonly ms: number;
  readonly rounds: number;
}

export interface Load {
  readonly name: string;
  /** So many append at the same time, each again as soon as it has its answer. */
  readonly callers: number;
  readonly perAppend: number;
}

export interface Throughput {
  readonly perSecond: number;
  /** Of single appends, milliseconds, ascending. */
  readonly latencies: readonly number[];
}

/** A record of the size of a report, about 0.5 kB as stored. */
export function benchRecord(): NewRecord {
  return {
    id: randomUUID(),
    type: 'casus.world.report-filed.v1',
    data: {
      source: 'bench',
      ref: randomUUID(),
      stance: 'asserts',
      type: 'sanction.imposed',
      actor: 'USA',
      target: 'RUS',
      attributes: { programme: 'RUSSIA-EO14024', entities: 400, sectors: ['energy', 'finance'] },
      occurredAt: { from: '2025-08-06', to: '2025-08-07', precision: 'day' },
      publishedAt: '2025-08-06T14:30:00Z',
    },
  };
}

/** Appends to `world` for so long. */
export async function measureThroughput(log: EventLog, load: Load, ms: number): Promise<Throughput> {
  const latencies: number[] = [];
  const began = performance.now();
  const call = async (caller: number): Promise<void> => {
    for (let now = performance.now(); now - began < ms;) {
      const records = Array.from({ length: load.perAppend }, benchRecord);
      const sent = performance.now();
      await log.append({ topic: 'world', key: `caller-${caller}`, records });
      now = performance.now();
      latencies.push(now - sent);
    }
  };
  await Promise.all(Array.from({ length: load.callers }, (_, caller) => call(caller)));
  const seconds = (performance.now() - began) / 1_000;
  const perSecond = (latencies.length * load.perAppend) / seconds;
  return { perSecond, latencies: latencies.toSorted((a, b) => a - b) };
}

/**
 * Appends single records every few milliseconds and follows them in the reader's tail.
 * @returns milliseconds from each append's call to its record in the tail, ascending
 */
export async function measureLatency(
  log: EventLog,
  reader: EventLog,
  appends: number,
): Promise<readonly number[]> {
  const stop = new AbortController();
  const [from = 0] = await log.heads('world');
  const sentAt = new Map<string, number>();
  const latencies: number[] = [];
  const following = (async () => {
    for await (const records of reader.tail('world', 0, from, stop.signal)) {
      for (const { id } of records) latencies.push(performance.now() - (sentAt.get(id) ?? Number.NaN));
      if (latencies.length >= appends) stop.abort();
    }
  })();
  for (let append = 0; append < appends; append += 1) {
    const record = benchRecord();
    sentAt.set(record.id, performance.now());
    await log.append({ topic: 'world', key: 'tail', records: [record] });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await following;
  return latencies.toSorted((a, b) => a - b);
}
