import type { Admin } from 'kafkajs';
import { LogError } from '../port.ts';
import type { Topic } from '../port.ts';
import { positionText } from '../position.ts';
import { withLogErrors } from './errors.ts';

/** A partition of the log and the name of its topic in Kafka. */
export interface KafkaPartition {
  readonly topic: Topic;
  readonly topicName: string;
  readonly partition: number;
}

/** What a partition holds: from `low` up to, and without, `high`. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/**
 * The extents of all partitions of a topic, in order.
 * @throws {LogError} `unavailable`
 */
export async function extentsOf(admin: Admin, topicName: string): Promise<readonly Extent[]> {
  const offsets = await withLogErrors(() => admin.fetchTopicOffsets(topicName));
  return offsets
    .toSorted((one, other) => one.partition - other.partition)
    .map(({ low, high }) => ({ low: Number(low), high: Number(high) }));
}

/** @throws {LogError} `unavailable` */
export async function extentOf(admin: Admin, { topicName, partition }: KafkaPartition): Promise<Extent> {
  const extent = (await extentsOf(admin, topicName))[partition];
  if (extent === undefined)
    throw new LogError('unavailable', `Kafka knows no partition ${partition} of ${topicName}`);
  return extent;
}

/** @throws {LogError} `offset-gap` when the partition begins later; `lost-tail` when it ends before the offset */
export function assertWithin({ low, high }: Extent, place: KafkaPartition, offset: number): void {
  const at = positionText({ ...place, offset });
  if (offset < low)
    throw new LogError('offset-gap', `${at} was deleted: ${place.topicName} begins at offset ${low}`);
  if (offset > high)
    throw new LogError('lost-tail', `${at} was read up to, ${place.topicName} ends at offset ${high}`);
}

/** Why a fetch from one offset brought a message of another, or another message; undefined while Kafka does not say. */
export async function mismatch(
  admin: Admin,
  place: KafkaPartition,
  offset: number,
  found: number,
): Promise<LogError | undefined> {
  try {
    assertWithin(await extentOf(admin, place), place, offset);
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return error.retryable ? undefined : error;
  }
  const at = positionText({ ...place, offset });
  if (found > offset) return new LogError('offset-gap', `Kafka gives offset ${found} for ${at}`);
  return new LogError(
    'lost-tail',
    `at ${at} of ${place.topicName} stands another record than was read before`,
  );
}
