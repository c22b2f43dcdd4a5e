import { randomUUID } from 'node:crypto';
import { questionRecord, worldRecord } from '@casus/domain/records';
import { keyOfPartition } from '@casus/log';
import type { EventLog, Topic } from '@casus/log';

/** A partition without records for this long gets a tick while something needs the time. */
export const idleMs = 60_000;

/** Appends `clock.ticked` to a partition, so that its log time goes on. Extra ticks are harmless. */
export async function tick(log: EventLog, topic: Topic, partition: number): Promise<void> {
  const ticked = { name: 'clock-ticked', data: {} } as const;
  const record = topic === 'world' ? worldRecord(randomUUID(), ticked) : questionRecord(randomUUID(), ticked);
  const key = keyOfPartition(partition, log.partitions[topic]);
  await log.append({ topic, key, records: [record] });
}
