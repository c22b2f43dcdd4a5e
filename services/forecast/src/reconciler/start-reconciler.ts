import { setTimeout as delay } from 'node:timers/promises';
import { memoryRows } from '@casus/domain/memory-rows';
import { parkingFold, questionFolds } from '@casus/domain/parking';
import { conditionNews, questions } from '@casus/domain/questions';
import { readQuestionRecord } from '@casus/domain/records';
import type { Delivered } from '@casus/domain/rows';
import { LogError, partitionOf, positionText } from '@casus/log';
import type { EventLog } from '@casus/log';
import type { Clock, Logger } from '@casus/platform';
import { startWorker } from '../worker.ts';
import type { Work, Worker } from '../worker.ts';
import { PartitionReader } from '../resolver/partition-reader.ts';

export interface ReconcilerContext {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A parent that closes by its time writes no record: how often the clock is asked. */
const lookMs = 5_000;

/**
 * Tells conditional questions where their parents stand. Reads `questions` into memory, and at its heads appends to each conditional question what its stream does not say
 * of its parents yet. It compares states and remembers nothing, so a crash or a second one changes nothing.
 */
export function startReconciler(context: ReconcilerContext): Worker {
  return startWorker((signal) => new ReconcilerWork(context, signal));
}

class ReconcilerWork implements Work {
  readonly #context: ReconcilerContext;
  readonly #signal: AbortSignal;
  readonly #rows = memoryRows();
  readonly #foldParking = parkingFold(this.#rows, questionFolds);
  readonly #children = new Set<string>();
  readonly #readers: readonly PartitionReader[];
  #wake = Promise.withResolvers<void>();

  constructor(context: ReconcilerContext, signal: AbortSignal) {
    this.#context = context;
    this.#signal = signal;
    this.#readers = Array.from(
      { length: context.log.partitions.questions },
      (_, partition) =>
        new PartitionReader({
          ...context,
          topic: 'questions',
          partition,
          signal,
          onProgress: () => this.wake(),
          fold: (record) => this.#fold(record),
        }),
    );
  }

  runs(): readonly Promise<void>[] {
    return [...this.#readers.map((reader) => reader.run()), this.#speakOn(), this.#lookOn()];
  }

  wake(): void {
    this.#wake.resolve();
  }

  /** Predictions are many, and bear on no parent's state. */
  #fold(record: Delivered): void {
    if (record.type.startsWith('casus.questions.prediction-')) return;
    for (const folded of this.#foldParking(record)) this.#lookAt(folded);
  }

  #lookAt(record: Delivered): void {
    const read = readQuestionRecord(record);
    if (typeof read === 'string' || read.name !== 'question-opened') return;
    if (read.data.definition.conditions) this.#children.add(read.data.questionId);
  }

  async #lookOn(): Promise<void> {
    while (!this.#signal.aborted) {
      await delay(lookMs, undefined, { signal: this.#signal }).catch(() => undefined);
      this.wake();
    }
  }

  async #speakOn(): Promise<void> {
    while (!this.#signal.aborted) {
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
      for (const questionId of this.#children) {
        if (!this.#signal.aborted && this.#isCurrent()) await this.#speak(questionId);
      }
    }
  }

  #isCurrent(): boolean {
    return this.#readers.every((reader) => reader.isCurrent);
  }

  async #speak(questionId: string): Promise<void> {
    const { log, clock, logger } = this.#context;
    const question = this.#rows.get(questions, questionId);
    if (!question) return;
    const positionOf = (id: string, offset: number): string =>
      positionText({ topic: 'questions', partition: partitionOf(id, log.partitions.questions), offset });
    const records = conditionNews(this.#rows, question, { now: clock(), positionOf });
    if (records.length === 0) return;
    try {
      for (const { position } of await log.append({ topic: 'questions', key: questionId, records }))
        this.#readers[position.partition]?.await(position.offset);
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      logger.warn({ err: error, questionId }, 'a condition waits for the log');
      if (error.retryable) await delay(250).then(() => this.wake());
    }
  }
}
