/**
 * The log decides. Every fact of the system is a record in one of two topics; a record has a position
 * and never changes. What an adapter promises, and the contract suite asserts of each:
 *
 * - records of a key are in one partition (`partitionOf`), and a partition is a total order: among the
 *   records we write its offsets have no gaps;
 * - an acknowledged append is never lost; a batch for one key is appended whole or not at all;
 * - a reader sees every record, in order, while writers are in flight;
 * - appending an id again returns the old position; the same id with other content is refused;
 * - `recordedAt` is the log's own stamp. It may step back; use the `logTime` that `deliver` computes.
 */

/** `world`: one partition. `questions`: partitioned by question id. */
export type Topic = 'world' | 'questions';

/** Any value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Where a record stands; written `questions/3@1042`. */
export interface Position {
  readonly topic: Topic;
  /** From 0. */
  readonly partition: number;
  /** From 0; offset 0 of every partition is the header that says how the log began. */
  readonly offset: number;
}

/** What a writer hands over. Stored as a CloudEvents 1.0 structured JSON event. */
export interface NewRecord {
  /** UUID in lower case; the same write repeated carries the same id. Unique within a topic. */
  readonly id: string;
  /** CloudEvents type, such as `casus.world.report-filed.v1`. */
  readonly type: string;
  readonly data: Json;
  /** W3C trace context of the request; not part of the content that a repeated id is compared by. */
  readonly traceparent?: string;
}

/** A record as the log holds it. */
export interface LogRecord extends NewRecord {
  readonly position: Position;
  /** The key it was appended under (CloudEvents `subject`). */
  readonly key: string;
  /** The log's stamp, epoch milliseconds UTC. */
  readonly recordedAt: number;
  /** The import that brought it in; absent for a live append. */
  readonly importId?: string;
}

export interface Append {
  readonly topic: Topic;
  readonly key: string;
  /** 1 to 1,000 records; as stored at most 256 KiB each and 4 MiB together. */
  readonly records: readonly NewRecord[];
}

export interface Appended {
  readonly position: Position;
  /** Epoch milliseconds UTC. */
  readonly recordedAt: number;
  /** True when the id stood in the log before; the position is then the old one. */
  readonly repeated: boolean;
}

/** A record of a history with its original stamp and place; see {@link EventLog.importHistory}. */
export interface HistoryRecord {
  readonly position: Position;
  readonly key: string;
  readonly recordedAt: number;
  readonly record: NewRecord;
}

export interface History {
  /** UUID; an import that broke off goes on when the same id comes again. */
  readonly importId: string;
  /** `historyHash` of the records in the order given; another hash under the same id is refused. */
  readonly hash: string;
  readonly partitions: Readonly<Record<Topic, number>>;
  /** In order of offset within each partition, from offset 1 (0 is the header the import writes). */
  readonly records: Iterable<HistoryRecord> | AsyncIterable<HistoryRecord>;
}

export interface EventLog extends AsyncDisposable {
  /** Identity of this log, made when it was created; a recreated log has another one. */
  readonly logId: string;
  readonly partitions: Readonly<Record<Topic, number>>;
  /** An id may stand in a partition more than once: a reader must tell `deliver` which ones it knows. */
  readonly repeatsIds: boolean;
  /**
   * Resolves once the records are durable, one answer a record, in order.
   * @throws {LogError} `id-conflict`, `record-too-large`, `batch-too-large`, `importing`, `unavailable` (retryable,
   *   result unknown: append the same records again)
   * @throws {TypeError} no records, an id that is not a UUID in lower case, data that JSON cannot carry
   */
  append(append: Append): Promise<readonly Appended[]>;
  /** At most `limit` records from offset `from` (default 1,000); empty at the head. */
  read(topic: Topic, partition: number, from: number, limit?: number): Promise<readonly LogRecord[]>;
  /**
   * Batches from `from` on, waiting at the head and through outages, until the signal aborts. Never yields an
   * empty batch.
   */
  tail(
    topic: Topic,
    partition: number,
    from: number,
    signal: AbortSignal,
  ): AsyncIterable<readonly LogRecord[]>;
  /**
   * The records of type `casus.log.*` in the partition from offset `from` up to its head, in order: header,
   * import markers, stamp corrections. A few in a long log.
   */
  ownRecords(topic: Topic, partition: number, from: number): Promise<readonly LogRecord[]>;
  /** The next offset of each partition of the topic. */
  heads(topic: Topic): Promise<readonly number[]>;
  /** `importing` until every partition has its end marker: appends are then refused with `importing`. */
  state(): Promise<'live' | 'importing'>;
  /**
   * The only way history enters: into a log that holds nothing but headers, with its original stamps.
   * Starts each partition with `casus.log.importing.v1` in place of its header, ends it with
   * `casus.log.imported.v1`, goes on at the heads after a break, and checks every offset it gets. Done
   * already: does nothing. Whoever has folded a header that an import replaces halts with `lost-tail`.
   * @throws {LogError} `log-not-empty`; `partition-mismatch`; `import-mismatch`: another import is under way,
   *   or the history has a gap, a key in the wrong partition, an id twice, or another hash than it says;
   *   `unavailable`
   */
  importHistory(history: History): Promise<void>;
}

export type LogErrorCode =
  | 'id-conflict'
  | 'record-too-large'
  | 'batch-too-large'
  | 'importing'
  | 'unavailable'
  | 'log-not-empty'
  | 'partition-mismatch'
  | 'import-mismatch'
  | 'lost-tail'
  | 'offset-gap'
  | 'stamp-ahead'
  | 'unsafe-topic';

export class LogError extends Error {
  override readonly name = 'LogError';
  readonly code: LogErrorCode;

  constructor(code: LogErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** True when the same call may succeed later; the result of the failed one is then unknown. */
  get retryable(): boolean {
    return this.code === 'unavailable' || this.code === 'importing';
  }
}
