import { createHash } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { Resolver } from '@casus/claims/resolver';
import type { EventBudget, RememberedWorld, Speech } from '@casus/claims/resolver';
import { LogError } from '@casus/log';
import type { EventLog } from '@casus/log';
import type { Clock, Logger } from '@casus/platform';
import { mayPass } from '@casus/projection';
import type { Certificates } from './certificates.ts';
import { PartitionReader } from './partition-reader.ts';
import type { SavedShard } from './snapshots.ts';
import { idleMs, tick } from './ticker.ts';

export interface ShardOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly certificates: Certificates;
  /** Of `questions`. */
  readonly partition: number;
  readonly world: RememberedWorld;
  /** Events that the shards of this process may hold among them. */
  readonly budget: EventBudget;
  /** The world holds all that stands in its topic, as far as is known. */
  readonly isWorldCurrent: () => boolean;
  /** Of the engine, where it is not this code's. */
  readonly engine?: number;
  /** Where to go on; the world holds at least as much. @default the beginning */
  readonly from?: SavedShard | undefined;
  /** It has said all that is to be said. */
  readonly onRest: (shard: Shard) => void;
  /** The shard is this process's until it aborts. */
  readonly signal: AbortSignal;
}

const longestSliceMs = 10;
const tickCheckMs = 5_000;
const retryMs = 250;

/** The questions of one partition: whenever both topics are read to their heads, says what does not stand there yet. */
export class Shard {
  readonly #options: ShardOptions;
  readonly #resolver: Resolver;
  readonly #reader: PartitionReader;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  #wake = Promise.withResolvers<void>();

  constructor(options: ShardOptions) {
    const { world, engine, budget, logger } = options;
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    const onCrowded = (questionId: string): void =>
      logger.warn(
        { questionId, most: budget.most },
        'events of a claim have no room; it is evaluated singly',
      );
    const named = engine !== undefined && { engine };
    const from = options.from?.resolver;
    this.#resolver = new Resolver({ world, hash, budget, onCrowded, from, ...named });
    this.#reader = new PartitionReader({
      ...options,
      topic: 'questions',
      signal: this.#signal,
      onProgress: () => this.wake(),
      fold: (record) => this.#resolver.foldQuestion(record),
    });
    this.#signal.addEventListener('abort', () => this.wake());
  }

  /** Questions that have not settled. */
  get unsettled(): number {
    return this.#resolver.unsettled;
  }

  /** Of `questions`. */
  get partition(): number {
    return this.#options.partition;
  }

  /** Offset of the next record of its partition. */
  get offset(): number {
    return this.#reader.readPart?.checkpoint.offset ?? 0;
  }

  /** What it remembers, if it has said all that is to be said. */
  saved(): SavedShard | null {
    const [read, resolver] = [this.#reader.readPart, this.#isCurrent() ? this.#resolver.snapshot() : null];
    return read && resolver ? { ...read, resolver } : null;
  }

  /** The world has been read further. */
  wake(): void {
    this.#wake.resolve();
  }

  /** Reads, speaks and ticks until the signal aborts; finishes what it is at. */
  async run(): Promise<void> {
    const loops = [this.#reader.run(), this.#speakOn(), this.#tickOn()];
    for (const loop of loops) loop.catch(() => this.#stop.abort());
    const ends = await Promise.allSettled(loops);
    this.#resolver.end();
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  async #speakOn(): Promise<void> {
    while (!this.#signal.aborted) {
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
      if (this.#isCurrent()) await this.#speak();
    }
  }

  #isCurrent(): boolean {
    return this.#reader.isCurrent && this.#options.isWorldCurrent();
  }

  /** Says all that is to be said. */
  async #speak(): Promise<void> {
    let sliceEnd = performance.now() + longestSliceMs;
    for (const speech of this.#resolver.speaking()) {
      if (this.#signal.aborted) return;
      if (speech) await this.#append(speech);
      if (performance.now() < sliceEnd) continue;
      await nextTurn();
      sliceEnd = performance.now() + longestSliceMs;
    }
    this.#options.onRest(this);
  }

  async #append({ questionId, records, certificates }: Speech): Promise<void> {
    const { log, logger } = this.#options;
    try {
      for (const certificate of certificates) await this.#options.certificates.put(certificate);
      for (const { position } of await log.append({ topic: 'questions', key: questionId, records }))
        this.#reader.await(position.offset);
    } catch (error) {
      if (!mayPass(error) && !(error instanceof LogError)) throw error;
      logger.warn({ err: error, questionId }, 'a verdict waits for the log');
      await delay(retryMs);
      this.wake();
    }
  }

  /** Only who holds the shard ticks its partition. */
  async #tickOn(): Promise<void> {
    const { log, clock, logger, partition } = this.#options;
    while (!this.#signal.aborted) {
      await delay(tickCheckMs, undefined, { signal: this.#signal }).catch(() => undefined);
      if (this.#signal.aborted || this.unsettled === 0 || !this.#reader.isCurrent) continue;
      if (clock() - this.#reader.logTime < idleMs) continue;
      await tick(log, 'questions', partition).catch((error: unknown) =>
        logger.warn({ err: error }, 'a tick waits for the log'),
      );
    }
  }
}
