import { LogError } from '../port.ts';
import type { Topic } from '../port.ts';
import { positionText } from '../position.ts';
import type { Extent, OffsetLookup } from './offset-lookup.ts';

/** A partition of the log and the name of its topic in Kafka. */
export interface KafkaPartition {
  readonly topic: Topic;
  readonly topicName: string;
  readonly partition: number;
}

/** @throws {LogError} `unavailable` */
export async function extentOf(
  offsets: OffsetLookup,
  { topicName, partition }: KafkaPartition,
): Promise<Extent> {
  const extent = (await offsets.extentsOf(topicName))[partition];
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
  offsets: OffsetLookup,
  place: KafkaPartition,
  offset: number,
  found: number,
): Promise<LogError | undefined> {
  try {
    assertWithin(await extentOf(offsets, place), place, offset);
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
