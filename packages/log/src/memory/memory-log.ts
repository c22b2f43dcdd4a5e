import { randomUUID } from 'node:crypto';
import { makeBell } from '../bell.ts';
import type { Bell } from '../bell.ts';
import { decodeRecord, encodeRecord } from '../cloud-event.ts';
import type { EncodedRecord } from '../cloud-event.ts';
import { answersFor, encodeBatch, idConflict } from '../encode-batch.ts';
import { assertSamePartitions, missingRecords } from '../history.ts';
import { importMarker, isOwnType, openedRecord } from '../own-records.ts';
import type { OwnRecord } from '../own-records.ts';
import { partitionOf } from '../partition-of.ts';
import { LogError } from '../port.ts';
import type { Append, Appended, EventLog, History, LogRecord, Topic } from '../port.ts';

export interface MemoryLogOptions {
  readonly partitions: Readonly<Record<Topic, number>>;
  /** Gives the stamps, epoch milliseconds; they step back when it does. */
  readonly clock: () => number;
  /** @default a random UUID */
  readonly logId?: string;
}

/** A log without storage: for tests, and for histories built with a clock of their own. */
export function memoryLog(options: MemoryLogOptions): EventLog {
  return new MemoryLog(options);
}

interface Partition {
  readonly records: LogRecord[];
  readonly bell: Bell;
}

interface Known {
  readonly record: LogRecord;
  readonly digest: Buffer;
}

type Import = Pick<History, 'importId' | 'hash'> & { readonly done: boolean };

const topics: readonly Topic[] = ['world', 'questions'];

class MemoryLog implements EventLog {
  readonly logId: string;
  readonly partitions: Readonly<Record<Topic, number>>;
  readonly repeatsIds = false;
  readonly #clock: () => number;
  readonly #topics: Readonly<Record<Topic, readonly Partition[]>>;
  readonly #known: Readonly<Record<Topic, Map<string, Known>>> = { world: new Map(), questions: new Map() };
  #import: Import | undefined;

  constructor({ partitions, clock, logId = randomUUID() }: MemoryLogOptions) {
    this.logId = logId;
    this.partitions = partitions;
    this.#clock = clock;
    this.#topics = {
      world: emptyPartitions(partitions.world),
      questions: emptyPartitions(partitions.questions),
    };
    this.#mark(Math.floor(clock()), (place) => openedRecord(logId, place));
  }

  async append(append: Append): Promise<readonly Appended[]> {
    const batch = encodeBatch(append);
    if (this.#importing) throw new LogError('importing', 'the log is being filled by an import');
    const { topic } = append;
    const conflicts = batch.records.filter((record) => this.#isOther(topic, record));
    if (conflicts.length > 0) throw idConflict(conflicts.map(({ id }) => id));
    const partition = partitionOf(append.key, this.partitions[topic]);
    const recordedAt = Math.floor(this.#clock());
    const stored = batch.records.map((record) => {
      const known = this.#known[topic].get(record.id)?.record;
      const { position, recordedAt: stamp } = known ?? this.#store(topic, partition, { record, recordedAt });
      return { position, recordedAt: stamp, repeated: known !== undefined };
    });
    this.#partition(topic, partition).bell.ring();
    return answersFor(batch, stored);
  }

  async read(topic: Topic, partition: number, from: number, limit = 1_000): Promise<readonly LogRecord[]> {
    return this.#partition(topic, partition).records.slice(from, from + limit);
  }

  async *tail(
    topic: Topic,
    partition: number,
    from: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly LogRecord[]> {
    const { bell } = this.#partition(topic, partition);
    for (let next = from; !signal.aborted;) {
      const heard = bell.count();
      const records = await this.read(topic, partition, next);
      if (records.length > 0) yield records;
      else await bell.after(heard, signal);
      next += records.length;
    }
  }

  async ownRecords(topic: Topic, partition: number, from: number): Promise<readonly LogRecord[]> {
    const { records } = this.#partition(topic, partition);
    return records.slice(from).filter(({ type }) => isOwnType(type));
  }

  async heads(topic: Topic): Promise<readonly number[]> {
    return this.#topics[topic].map(({ records }) => records.length);
  }

  async state(): Promise<'live' | 'importing'> {
    return this.#importing ? 'importing' : 'live';
  }

  async importHistory(history: History): Promise<void> {
    assertSamePartitions(this.partitions, history.partitions);
    this.#beginImport(history);
    if (!this.#importing) return;
    const heads = { world: await this.heads('world'), questions: await this.heads('questions') };
    for await (const { position, recordedAt, encoded } of missingRecords(history, heads)) {
      if (this.#known[position.topic].has(encoded.id))
        throw new LogError('import-mismatch', `record ${encoded.id} comes twice in the history`);
      const { importId } = history;
      this.#store(position.topic, position.partition, { record: encoded, recordedAt, importId });
    }
    this.#import = { importId: history.importId, hash: history.hash, done: true };
    this.#mark(
      Math.floor(this.#clock()),
      (place) => importMarker('imported', history, place),
      history.importId,
    );
    for (const topic of topics) for (const { bell } of this.#topics[topic]) bell.ring();
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  get #importing(): boolean {
    return this.#import?.done === false;
  }

  #beginImport({ importId, hash }: History): void {
    if (this.#import === undefined) {
      if (topics.some((topic) => this.#topics[topic].some(({ records }) => records.length > 1)))
        throw new LogError('log-not-empty', 'history is imported into an empty log only');
      for (const topic of topics) {
        this.#known[topic].clear();
        for (const { records } of this.#topics[topic]) records.length = 0;
      }
      this.#import = { importId, hash, done: false };
      this.#mark(0, (place) => importMarker('importing', { importId, hash }, place), importId);
      return;
    }
    if (this.#import.importId === importId && this.#import.hash === hash) return;
    if (this.#import.importId !== importId && this.#import.done)
      throw new LogError('log-not-empty', 'history is imported into an empty log only');
    throw new LogError('import-mismatch', `the log holds import ${this.#import.importId} of another history`);
  }

  /** Appends a record of the log's own to every partition. */
  #mark(
    recordedAt: number,
    make: (place: { topic: Topic; partition: number; partitions: number }) => OwnRecord,
    importId?: string,
  ): void {
    for (const topic of topics)
      for (const partition of this.#topics[topic].keys()) {
        const { key, record } = make({ topic, partition, partitions: this.partitions[topic] });
        const stamp = importId === undefined ? { recordedAt } : { recordedAt, importId };
        this.#store(topic, partition, { record: encodeRecord(key, record), ...stamp });
      }
  }

  #store(
    topic: Topic,
    partition: number,
    { record, ...stamp }: { record: EncodedRecord; recordedAt: number; importId?: string },
  ): LogRecord {
    const { records } = this.#partition(topic, partition);
    const position = { topic, partition, offset: records.length };
    const stored: LogRecord = { ...decodeRecord(record.text), position, ...stamp };
    records.push(stored);
    this.#known[topic].set(record.id, { record: stored, digest: record.digest });
    return stored;
  }

  #isOther(topic: Topic, { id, digest }: EncodedRecord): boolean {
    return this.#known[topic].get(id)?.digest.equals(digest) === false;
  }

  #partition(topic: Topic, partition: number): Partition {
    const found = this.#topics[topic][partition];
    if (found === undefined) throw new RangeError(`topic ${topic} has no partition ${partition}`);
    return found;
  }
}

function emptyPartitions(count: number): readonly Partition[] {
  return Array.from({ length: count }, () => ({ records: [], bell: makeBell() }));
}
