import { setTimeout as delay } from 'node:timers/promises';
import { deliver, LogError } from '@casus/log';
import type { Checkpoint, DeliveredRecord, EventLog, LogRecord, Topic } from '@casus/log';
import type { Clock, Logger } from '@casus/platform';
import { FoldedIds } from './folded-ids.ts';
import type { ReadPart } from './snapshots.ts';

export interface PartitionReaderOptions {
  readonly log: EventLog;
  readonly topic: Topic;
  readonly partition: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly fold: (record: DeliveredRecord) => void;
  /** Called after each batch. */
  readonly onProgress: () => void;
  /** Where to go on. @default the beginning */
  readonly from?: ReadPart | undefined;
}

const retryMs = 250;

/** One partition read from its beginning, or from where a snapshot was made, into memory, and how far it is. */
export class PartitionReader {
  readonly #options: PartitionReaderOptions;
  /** Kept only where the log may repeat itself. */
  readonly #folded: FoldedIds | undefined;
  #checkpoint: Checkpoint | undefined;
  #awaited = 0;
  #atHead = false;

  constructor(options: PartitionReaderOptions) {
    this.#options = options;
    this.#folded = options.log.repeatsIds ? new FoldedIds(options.from?.ids) : undefined;
    this.#checkpoint = options.from?.checkpoint;
  }

  /** Nothing stands behind what it has folded, as far as it knows. */
  get isCurrent(): boolean {
    return this.#atHead && (this.#checkpoint?.offset ?? 0) >= this.#awaited;
  }

  /** How far it has read; undefined before the first record. */
  get readPart(): ReadPart | undefined {
    return this.#checkpoint && { checkpoint: this.#checkpoint, ids: this.#folded?.all ?? new Set() };
  }

  /** Log time of the last record, epoch milliseconds. */
  get logTime(): number {
    return this.#checkpoint?.logTime ?? 0;
  }

  /** It is not current before it has folded the record at this offset. */
  await(offset: number): void {
    this.#awaited = Math.max(this.#awaited, offset + 1);
  }

  /** Folds until the signal aborts; goes on where it was when the log was away. */
  async run(): Promise<void> {
    const { signal, logger } = this.#options;
    while (!signal.aborted) {
      try {
        await this.#read();
      } catch (error) {
        if (!(error instanceof LogError) || !error.retryable) throw error;
        this.#atHead = false;
        logger.warn({ err: error }, 'the resolver waits for the log');
        await delay(retryMs);
      }
    }
  }

  async #read(): Promise<void> {
    const { fold, onProgress, logger } = this.#options;
    const onHalt = (error: Error): void => logger.warn({ err: error }, 'the resolver waits');
    const folded = this.#folded;
    const repeats = folded && { isKnown: async (batch: readonly LogRecord[]) => folded.known(batch) };
    const deliveries = deliver({ ...this.#options, ...repeats, from: this.#checkpoint, onHalt });
    for await (const { records, checkpoint, atHead } of deliveries) {
      for (const record of records) fold(record);
      folded?.add(records);
      this.#checkpoint = checkpoint;
      this.#atHead = atHead;
      onProgress();
    }
  }
}
