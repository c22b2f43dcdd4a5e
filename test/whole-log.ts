import { deliver } from '@casus/log';
import type { DeliveredRecord, EventLog, Topic } from '@casus/log';

/** Every record of both topics, each partition in its order. */
export async function wholeLog(log: EventLog): Promise<readonly DeliveredRecord[]> {
  const all: DeliveredRecord[] = [];
  for (const topic of ['world', 'questions'] as const)
    for (let partition = 0; partition < log.partitions[topic]; partition += 1)
      all.push(...(await wholePartition(log, topic, partition)));
  return all;
}

/** Every record of a partition, in order. */
export async function wholePartition(
  log: EventLog,
  topic: Topic,
  partition: number,
): Promise<readonly DeliveredRecord[]> {
  const all: DeliveredRecord[] = [];
  const { signal } = new AbortController();
  const deliveries = deliver({ log, topic, partition, signal, clock: Date.now, untilHead: true });
  for await (const { records } of deliveries) all.push(...records);
  return all;
}
