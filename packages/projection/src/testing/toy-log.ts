import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { discardRecord } from '@casus/domain/parking';
import { deliver, keyOfPartition } from '@casus/log';
import type { DeliveredRecord, EventLog, LogRecord, NewRecord, Topic } from '@casus/log';
import { replaced } from '@casus/log/replaced';
import { toyType } from './toy.ts';
import type { ToyData } from './toy.ts';

export const names = ['ada', 'ben', 'cleo', 'dag', 'eva', 'finn', 'gil'] as const;
export const teamNames = ['north', 'south', 'west'] as const;

export function toyRecord(data: ToyData): NewRecord {
  return { id: randomUUID(), type: toyType, data };
}

/** Records of a few names that move between teams, vanish and come back. */
export function randomToys(count: number, random: () => number): readonly ToyData[] {
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random() * values.length)] ?? values[0];
  return Array.from({ length: count }, () => {
    const name = pick(names);
    if (random() < 0.15) return { kind: 'drop', name };
    return { kind: 'add', name, team: pick(teamNames), amount: Math.floor(random() * 10) };
  });
}

/** {@link randomToys}, some of them poison. */
export function poisonedToys(count: number, random: () => number, share = 0.06): readonly ToyData[] {
  return randomToys(count, random).map((toy) => {
    if (random() >= share) return toy;
    return { kind: random() < 0.5 ? 'poison' : 'unstorable', name: toy.name };
  });
}

/** Gives up the record at an offset of `questions`. */
export async function appendDiscard(log: EventLog, partition: number, offset: number): Promise<void> {
  const why = { textId: randomUUID(), hash: 'h' };
  const record = discardRecord(randomUUID(), { offset, who: 'operator', why });
  await log.append({
    topic: 'questions',
    key: keyOfPartition(partition, log.partitions.questions),
    records: [record],
  });
}

/** Appends to `questions`, the name being the key. */
export async function appendToys(log: EventLog, toys: readonly ToyData[]): Promise<void> {
  for (const toy of toys) await log.append({ topic: 'questions', key: toy.name, records: [toyRecord(toy)] });
}

/** Everything the log holds, partition by partition. */
export async function allDelivered(log: EventLog): Promise<readonly DeliveredRecord[]> {
  const all: DeliveredRecord[] = [];
  const signal = new AbortController().signal;
  for (const topic of ['world', 'questions'] satisfies Topic[])
    for (let partition = 0; partition < log.partitions[topic]; partition += 1)
      for await (const { records } of deliver({
        log,
        topic,
        partition,
        signal,
        clock: Date.now,
        untilHead: true,
      }))
        all.push(...records);
  return all;
}

/** A log that gives every record again some offsets later, as one does whose writers tried again. */
export async function repeatingLog(log: EventLog, partition: number, later: number): Promise<EventLog> {
  const records = await log.read('questions', partition, 0, 100_000);
  const queued = records.flatMap((record, index) => [
    { record, place: 2 * index },
    ...(index === 0 ? [] : [{ record, place: 2 * (index + later) + 1 }]),
  ]);
  const repeated = queued
    .toSorted((one, other) => one.place - other.place)
    .map(({ record }, offset): LogRecord => ({ ...record, position: { ...record.position, offset } }));
  const read: EventLog['read'] = async (_topic, _partition, from, limit = 1_000) =>
    repeated.slice(from, from + limit);
  async function* tail(
    _topic: Topic,
    _partition: number,
    from: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly LogRecord[]> {
    for (let next = from; next < repeated.length; next += 1_000) yield await read('questions', 0, next);
    if (!signal.aborted) await once(signal, 'abort');
  }
  return replaced(log, { read, tail, heads: async () => [repeated.length], ownRecords: async () => [] });
}

/** The log as it is, but its tail giving batches of so many records, each beginning with some that came before. */
export function inBatchesOf(log: EventLog, size: number, overlap = 0): EventLog {
  async function* tail(
    topic: Topic,
    partition: number,
    from: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly LogRecord[]> {
    let next = from;
    for await (const batch of log.tail(topic, partition, from, signal))
      for (const start = next; next < start + batch.length;) {
        const first = Math.max(0, next - overlap);
        const end = Math.min(next + size, start + batch.length);
        yield await log.read(topic, partition, first, end - first);
        next = end;
      }
  }
  return replaced(log, { tail });
}
