import { isOwnType, ownTypes } from '../own-records.ts';
import { partitionOf } from '../partition-of.ts';
import type { EventLog, LogRecord, Topic } from '../port.ts';
import { positionText } from '../position.ts';

const pageRecords = 1_000;
const topics: readonly Topic[] = ['world', 'questions'];

/**
 * Reads all of the log and says, a sentence each, where it is no log: an offset that is missing or comes twice, a
 * partition that does not begin with its header, a header further on, a key in the wrong partition, an id twice, an
 * end before the head. Stamps may step back: that is no finding.
 */
export async function* chainFindings(log: EventLog, onRecord?: () => void): AsyncGenerator<string> {
  for (const topic of topics) {
    const ids = new Map<string, string>();
    for (const [partition, head] of (await log.heads(topic)).entries())
      yield* partitionFindings({ log, topic, partition, head, ids }, onRecord);
  }
}

interface Chain {
  readonly log: EventLog;
  readonly topic: Topic;
  readonly partition: number;
  readonly head: number;
  /** Where each id of the topic stands. */
  readonly ids: Map<string, string>;
}

async function* partitionFindings(chain: Chain, onRecord?: () => void): AsyncGenerator<string> {
  const { log, topic, partition, head } = chain;
  let next = 0;
  while (next < head) {
    const records = await log.read(topic, partition, next, Math.min(pageRecords, head - next));
    if (records.length === 0) break;
    for (const record of records) {
      const { offset } = record.position;
      if (offset > next) yield missing(topic, partition, next, offset);
      yield* recordFindings(chain, record);
      next = offset + 1;
      onRecord?.();
    }
  }
  if (next < head) yield missing(topic, partition, next, head);
}

function missing(topic: Topic, partition: number, from: number, until: number): string {
  return `${topic}/${partition}: offsets ${from} to ${until - 1} are missing`;
}

function* recordFindings({ log, topic, partition, ids }: Chain, record: LogRecord): Generator<string> {
  const { id, key, type, position } = record;
  const place = positionText(position);
  const isHeader = type === ownTypes.opened || type === ownTypes.importing;
  if (position.offset === 0 && !isHeader) yield `${place}: the partition does not begin with its header`;
  if (position.offset > 0 && isHeader) yield `${place}: a header stands where only the first record is one`;
  if (!isOwnType(type) && partitionOf(key, log.partitions[topic]) !== partition)
    yield `${place}: key "${key}" does not belong into this partition`;
  const before = ids.get(id);
  if (before !== undefined && !log.repeatsIds) yield `${place}: its id ${id} stands at ${before} too`;
  ids.set(id, place);
}
