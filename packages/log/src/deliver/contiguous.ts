import { LogError } from '../port.ts';
import type { EventLog, LogRecord, Topic } from '../port.ts';
import { positionText } from '../position.ts';

export interface Source {
  readonly log: Pick<EventLog, 'tail'>;
  readonly topic: Topic;
  readonly partition: number;
  readonly signal: AbortSignal;
}

/**
 * The tail from an offset on, without overlaps and gaps: what comes again is dropped; where a batch begins
 * above the next offset the tail is opened once more there.
 * @throws {LogError} `offset-gap` when the gap stays
 */
export async function* contiguousBatches(source: Source, from: number): AsyncGenerator<readonly LogRecord[]> {
  let next = from;
  for (let sought = -1; !source.signal.aborted;) {
    for await (const batch of openTail(source, next)) {
      const ahead = batch.filter(({ position }) => position.offset >= next);
      const run = ahead.slice(0, runLength(ahead, next));
      if (run.length > 0) yield run;
      next += run.length;
      if (run.length < ahead.length) break;
    }
    if (source.signal.aborted) return;
    if (sought === next) throw gapAt(source, next);
    sought = next;
  }
}

function openTail(
  { log, topic, partition, signal }: Source,
  from: number,
): AsyncIterable<readonly LogRecord[]> {
  return log.tail(topic, partition, from, signal);
}

/** How many records at the beginning have the offsets `next`, `next + 1`… */
function runLength(records: readonly LogRecord[], next: number): number {
  const end = records.findIndex(({ position }, index) => position.offset !== next + index);
  return end === -1 ? records.length : end;
}

function gapAt({ topic, partition }: Source, offset: number): LogError {
  const place = positionText({ topic, partition, offset });
  return new LogError('offset-gap', `the log does not give the record at ${place}, but later ones`);
}
