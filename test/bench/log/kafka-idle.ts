import { setTimeout as delay } from 'node:timers/promises';
import type { EventLog } from '@casus/log';
import { printFigure } from './print.ts';

const settleMs = 5_000;
const idleMs = 10_000;

/** `log-kafka-idle`: CPU of this process while it follows all partitions and nothing happens. */
export async function measureIdle(log: EventLog): Promise<void> {
  const stop = new AbortController();
  const follow = async (topic: 'world' | 'questions', partition: number, from: number): Promise<void> => {
    for await (const _ of log.tail(topic, partition, from, stop.signal)) continue;
  };
  const following = (['world', 'questions'] as const).map(async (topic) => {
    const heads = await log.heads(topic);
    await Promise.all(heads.map((head, partition) => follow(topic, partition, head)));
  });
  await delay(settleMs);
  const before = process.cpuUsage();
  await delay(idleMs);
  const { user, system } = process.cpuUsage(before);
  printFigure('log-kafka-idle', '% of a core', [((user + system) / 1_000 / idleMs) * 100], []);
  stop.abort();
  await Promise.all(following);
}
