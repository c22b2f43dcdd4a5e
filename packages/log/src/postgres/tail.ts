import type { Bell } from '../bell.ts';
import { LogError } from '../port.ts';
import type { LogRecord } from '../port.ts';

export interface TailSource {
  /** At most `limit` records from an offset on. */
  read(from: number, limit: number): Promise<readonly LogRecord[]>;
  /** Rings when the partition may have grown. */
  readonly bell: Bell;
  /** Name of the partition for errors, such as `world/0`. */
  readonly name: string;
}

const batchRecords = 1_000;
/** How long a reader at the head trusts the bell; then it looks for itself. */
const pollMs = 1_000;
const retryMs = 250;

/**
 * Reads on from an offset and waits at the head until the signal aborts. A failed read is tried again. After
 * a failure, and whenever nothing came for a while, the last record given is read once more: a database that
 * was restored to an earlier state is noticed.
 * @throws {LogError} `lost-tail` when that record is another one
 */
export async function* tailOf(
  source: TailSource,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<readonly LogRecord[]> {
  let last: LogRecord | undefined;
  let reading: Reading | undefined;
  let mistrusts = false;
  for (let next = from; !signal.aborted;) {
    const current: Reading = reading ?? startReading(source, next, mistrusts ? last : undefined);
    const records = await current.answer;
    reading = undefined;
    mistrusts = records === undefined;
    if (records === undefined) {
      await source.bell.after(source.bell.count(), signal, retryMs);
    } else if (records.length === 0) {
      await source.bell.after(current.heard, signal, pollMs);
      mistrusts = source.bell.count() === current.heard;
    } else {
      last = records.at(-1);
      next = (last?.position.offset ?? next) + 1;
      if (records.length === batchRecords) reading = startReading(source, next, undefined);
      yield records;
    }
  }
}

interface Reading {
  /** Rings of the bell before it began. */
  readonly heard: number;
  /** Undefined when Postgres did not answer. */
  readonly answer: Promise<readonly LogRecord[] | undefined>;
}

/** Far from the head the next batch is read while the reader works on the one before. */
function startReading(source: TailSource, next: number, behind: LogRecord | undefined): Reading {
  const heard = source.bell.count();
  const answer = behind === undefined ? readAt(source, next) : readBehind(source, behind, next);
  answer.catch(() => undefined); // thrown where it is awaited
  return { heard, answer };
}

async function readAt(source: TailSource, from: number): Promise<readonly LogRecord[] | undefined> {
  try {
    return await source.read(from, batchRecords);
  } catch (error) {
    if (error instanceof LogError && error.retryable) return undefined;
    throw error;
  }
}

/** Reads from the record before `next` on, and checks that it is still the one given last. */
async function readBehind(
  source: TailSource,
  last: LogRecord,
  next: number,
): Promise<readonly LogRecord[] | undefined> {
  const records = await readAt(source, next - 1);
  if (records === undefined || records[0]?.id === last.id) return records?.slice(1);
  throw new LogError(
    'lost-tail',
    `at ${source.name}@${next - 1} stands ${records[0]?.id ?? 'nothing'}, where ${last.id} was read before`,
  );
}
