import type { EventLog, LogRecord, Topic } from '@casus/log';
import { replaced } from '@casus/log/replaced';

/** After so many records of `questions` one of them comes again. */
const block = 5;
/** Which of a block. */
const again = 1;
const readLimit = 1_000;

/**
 * The log as readers see one whose writers tried again: in `questions` every sixth record is one that came before.
 * Its tail misbehaves as a feed over a network may: batches come again in part, and now and then a later one comes
 * first.
 */
export function doublingLog(log: EventLog, random: () => number): EventLog {
  const read = async (
    topic: Topic,
    partition: number,
    from: number,
    limit = readLimit,
  ): Promise<LogRecord[]> => {
    if (topic === 'world') return [...(await log.read(topic, partition, from, limit))];
    const first = block * Math.floor(from / (block + 1));
    const under = await log.read(topic, partition, first, limit + block);
    return doubled(under, first)
      .filter(({ position }) => position.offset >= from)
      .slice(0, limit);
  };
  const feed = { log, read, random };
  return replaced(log, {
    repeatsIds: true,
    read,
    tail: (topic, partition, from, signal) => tail(feed, { topic, partition, from, signal }),
    async ownRecords(topic, partition, from) {
      const own = await log.ownRecords(topic, partition, 0);
      const moved =
        topic === 'world' ? own : own.map((record) => movedTo(record, placeOf(record.position.offset)));
      return moved.filter(({ position }) => position.offset >= from);
    },
    async heads(topic) {
      const heads = await log.heads(topic);
      return topic === 'world' ? heads : heads.map(placeOf);
    },
  });
}

/** Where the record at an offset of the log stands among the doubled ones. */
function placeOf(offset: number): number {
  return offset + Math.floor(offset / block);
}

function doubled(records: readonly LogRecord[], first: number): readonly LogRecord[] {
  return records.flatMap((record, index) => {
    const offset = first + index;
    const here = movedTo(record, placeOf(offset));
    const earlier = records[index - (block - 1 - again)];
    return (offset + 1) % block === 0 && earlier ? [here, movedTo(earlier, placeOf(offset) + 1)] : [here];
  });
}

function movedTo(record: LogRecord, offset: number): LogRecord {
  return { ...record, position: { ...record.position, offset } };
}

interface Feed {
  readonly log: EventLog;
  readonly read: EventLog['read'];
  readonly random: () => number;
}

interface TailPlace {
  readonly topic: Topic;
  readonly partition: number;
  readonly from: number;
  readonly signal: AbortSignal;
}

async function* tail(
  { log, read, random }: Feed,
  { topic, partition, from, signal }: TailPlace,
): AsyncGenerator<readonly LogRecord[]> {
  const under = topic === 'world' ? from : block * Math.floor(from / (block + 1));
  let next = from;
  let isFirst = true;
  for await (const _ of log.tail(topic, partition, under, signal)) {
    for (let fresh = await read(topic, partition, next); fresh.length > 0;) {
      const whole = fresh.length;
      const mood = isFirst ? 1 : random();
      if (mood < 0.05 && whole > 2) yield fresh.slice(2); // the reader must ask again
      else if (mood < 0.3) yield await read(topic, partition, Math.max(0, next - 3), 3 + whole);
      else for (let start = 0; start < whole; start += 7) yield fresh.slice(start, start + 7);
      next += whole;
      isFirst = false;
      fresh = await read(topic, partition, next);
    }
  }
}
