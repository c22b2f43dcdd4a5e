import { setTimeout as delay } from 'node:timers/promises';
import { LogError } from '../port.ts';
import type { EventLog, LogRecord, Topic } from '../port.ts';
import { positionText } from '../position.ts';
import { assertStands, emptyCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { contiguousBatches } from './contiguous.ts';
import { aheadLimitMs, collectedStamps } from './stamps.ts';
import type { Stamps } from './stamps.ts';
import { collectedDiscards } from './discards.ts';

/** A record with the monotonic time of its partition. */
export interface DeliveredRecord extends LogRecord {
  /** Epoch milliseconds UTC; never falls within a partition. */
  readonly logTime: number;
  /** A later record of the partition, known by now, gives it up. @default false */
  readonly givenUp?: boolean;
}

export interface Delivery {
  /** In order, each id once; may be empty (all were repeats, or the reader began at the head). */
  readonly records: readonly DeliveredRecord[];
  /** To be stored together with what the records changed. */
  readonly checkpoint: Checkpoint;
  /** True when there was nothing behind these records as they were read. */
  readonly atHead: boolean;
}

export interface DeliverOptions {
  readonly log: EventLog;
  readonly topic: Topic;
  readonly partition: number;
  /** Where to go on. @default the beginning */
  readonly from?: Checkpoint | undefined;
  readonly signal: AbortSignal;
  /** The reader's own clock, epoch milliseconds; it halts the delivery and decides nothing else. */
  readonly clock: () => number;
  /** Ends when the head is reached instead of waiting there. @default false */
  readonly untilHead?: boolean;
  /**
   * Ids among the records that were delivered in earlier batches; called once a batch, after the earlier one was
   * dealt with. Only for a log that may repeat an id; the other adapters refuse repeats at append.
   */
  readonly isKnown?: (records: readonly LogRecord[]) => Promise<ReadonlySet<string>>;
  /** Called once for each record that halts the delivery, with `stamp-ahead`. */
  readonly onHalt?: (error: LogError) => void;
  /** Waits, at most until the signal aborts. @default timers */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const haltCheckMs = 1_000;

/**
 * Reads one partition from a checkpoint on, and waits at the head until the signal aborts: every record in
 * order, each id once, with its log time, halting before a record stamped more than 5 minutes ahead of the
 * clock until the clock comes near or a correction stands in the partition.
 * @throws {LogError} `lost-tail` when the log is not the one that the checkpoint was made on; `offset-gap`;
 *   `unavailable` (retryable: begin again at the checkpoint)
 */
export async function* deliver(options: DeliverOptions): AsyncGenerator<Delivery> {
  const { log, topic, partition, from = emptyCheckpoint(log.logId), untilHead = false } = options;
  await assertStands(log, topic, partition, from);
  const head = headWatch(log, topic, partition);
  const stamps = collectedStamps();
  const discards = collectedDiscards();
  const own = await log.ownRecords(topic, partition, from.offset);
  stamps.collect(own);
  discards.collect(own);
  let checkpoint = from;
  if (await head.isAt(from.offset)) {
    yield { records: [], checkpoint, atHead: true };
    if (untilHead) return;
  }
  for await (const batch of contiguousBatches(options, from.offset)) {
    stamps.collect(batch);
    discards.collect(batch);
    for await (const part of releasedParts(options, stamps, batch)) {
      const timed = withLogTime(part, stamps, checkpoint.logTime);
      checkpoint = checkpointAfter(timed, checkpoint);
      const [fresh, atHead] = await Promise.all([
        withoutRepeats(timed, options.isKnown),
        head.isAt(checkpoint.offset),
      ]);
      yield { records: discards.marked(fresh), checkpoint, atHead };
      if (atHead && untilHead) return;
    }
  }
}

/** The batch in the parts that the clock releases: all at once but for records stamped ahead. */
async function* releasedParts(
  options: DeliverOptions,
  stamps: Stamps,
  batch: readonly LogRecord[],
): AsyncGenerator<readonly LogRecord[]> {
  for (let rest = batch; rest.length > 0 && !options.signal.aborted;) {
    const limit = options.clock() + aheadLimitMs;
    const ahead = rest.findIndex((record) => stamps.of(record) > limit);
    const part = ahead === -1 ? rest : rest.slice(0, ahead);
    if (part.length > 0) yield part;
    rest = rest.slice(part.length);
    if (rest[0] !== undefined) await release(options, stamps, rest[0]);
  }
}

/** Waits until the record may pass. */
async function release(options: DeliverOptions, stamps: Stamps, record: LogRecord): Promise<void> {
  const { log, topic, partition, signal, clock, sleep = pause } = options;
  const aheadMs = (): number => stamps.of(record) - clock();
  if (aheadMs() > aheadLimitMs) options.onHalt?.(stampAhead(record, aheadMs()));
  while (!signal.aborted && aheadMs() > aheadLimitMs) {
    await sleep(Math.min(haltCheckMs, aheadMs() - aheadLimitMs), signal);
    stamps.collect(await log.ownRecords(topic, partition, record.position.offset));
  }
}

function withLogTime(records: readonly LogRecord[], stamps: Stamps, previous: number): DeliveredRecord[] {
  let logTime = previous;
  return records.map((record) => {
    logTime = Math.max(logTime, stamps.of(record));
    return { ...record, logTime };
  });
}

function checkpointAfter(records: readonly DeliveredRecord[], before: Checkpoint): Checkpoint {
  const last = records.at(-1);
  if (last === undefined) return before;
  const { position, id, logTime } = last;
  return { logId: before.logId, offset: position.offset + 1, lastId: id, logTime };
}

async function withoutRepeats(
  records: readonly DeliveredRecord[],
  isKnown: DeliverOptions['isKnown'],
): Promise<readonly DeliveredRecord[]> {
  const seen = new Set(await isKnown?.(records));
  return records.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Asks for the head again only when the one known is reached. */
function headWatch(
  log: EventLog,
  topic: Topic,
  partition: number,
): { isAt(offset: number): Promise<boolean> } {
  let known = -1;
  return {
    async isAt(offset) {
      if (offset >= known) known = (await log.heads(topic))[partition] ?? 0;
      return offset >= known;
    },
  };
}

function stampAhead({ position, recordedAt }: LogRecord, aheadMs: number): LogError {
  const seconds = Math.round(aheadMs / 1_000);
  return new LogError(
    'stamp-ahead',
    `${positionText(position)} is stamped ${new Date(recordedAt).toISOString()}, ${seconds} s ahead of the clock`,
  );
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
