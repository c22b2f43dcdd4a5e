import { createHash } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { rememberedWorld, Resolver } from '@casus/claims/resolver';
import type { Speech } from '@casus/claims/resolver';
import { WorldMemory } from '@casus/domain/world-memory';
import { LogError } from '@casus/log';
import type { EventLog, Topic } from '@casus/log';
import type { Clock, Logger } from '@casus/platform';
import type { Pool } from 'pg';
import { startWorker } from '../worker.ts';
import type { Work, Worker } from '../worker.ts';
import { makeCertificates } from './certificates.ts';
import type { Certificates } from './certificates.ts';
import { PartitionReader } from './partition-reader.ts';
import { idleMs, tick } from './ticker.ts';

export interface ResolverContext {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
}

const longestSliceMs = 10;
const tickCheckMs = 5_000;

/**
 * Claims → verdicts. Reads both topics into memory, and whenever it is at all heads appends what the engine says that does not stand
 * there yet. What it says comes back to it as records like any other.
 */
export async function startResolver(context: ResolverContext): Promise<Worker> {
  const certificates = await makeCertificates(context.pool);
  return startWorker((signal) => new ResolverWork(context, certificates, signal));
}

class ResolverWork implements Work {
  readonly #context: ResolverContext;
  readonly #certificates: Certificates;
  readonly #signal: AbortSignal;
  readonly #world = new WorldMemory();
  readonly #resolver: Resolver;
  readonly #readers: readonly {
    readonly topic: Topic;
    readonly partition: number;
    readonly reader: PartitionReader;
  }[];
  #wake = Promise.withResolvers<void>();

  constructor(context: ResolverContext, certificates: Certificates, signal: AbortSignal) {
    this.#context = context;
    this.#certificates = certificates;
    this.#signal = signal;
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    this.#resolver = new Resolver({ world: rememberedWorld(this.#world), hash });
    this.#readers = (['world', 'questions'] as const).flatMap((topic) =>
      Array.from({ length: context.log.partitions[topic] }, (_, partition) => ({
        topic,
        partition,
        reader: this.#reader(topic, partition),
      })),
    );
  }

  runs(): readonly Promise<void>[] {
    return [...this.#readers.map(({ reader }) => reader.run()), this.#speakOn(), this.#tickOn()];
  }

  wake(): void {
    this.#wake.resolve();
  }

  #reader(topic: Topic, partition: number): PartitionReader {
    return new PartitionReader({
      ...this.#context,
      topic,
      partition,
      signal: this.#signal,
      onProgress: () => this.wake(),
      fold: (record) => (topic === 'world' ? this.#world.fold(record) : this.#resolver.foldQuestion(record)),
    });
  }

  async #speakOn(): Promise<void> {
    while (!this.#signal.aborted) {
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
      if (this.#isCurrent()) await this.#speak();
    }
  }

  #isCurrent(): boolean {
    return this.#readers.every(({ reader }) => reader.isCurrent);
  }

  /** Says all that is to be said, as long as nothing new has come in. */
  async #speak(): Promise<void> {
    let sliceEnd = performance.now() + longestSliceMs;
    for (const speech of this.#resolver.speaking()) {
      if (this.#signal.aborted) return;
      if (speech) await this.#append(speech);
      if (performance.now() < sliceEnd) continue;
      await nextTurn();
      sliceEnd = performance.now() + longestSliceMs;
    }
  }

  async #append({ questionId, records, certificates }: Speech): Promise<void> {
    const { log, logger } = this.#context;
    try {
      for (const certificate of certificates) await this.#certificates.put(certificate);
      for (const { position } of await log.append({ topic: 'questions', key: questionId, records })) {
        const own = this.#readers.find(
          ({ topic, partition }) => topic === position.topic && partition === position.partition,
        );
        own?.reader.await(position.offset);
      }
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      const sentence = error.retryable
        ? 'a verdict waits for the log'
        : 'another resolver has said something else of the same reading';
      logger.warn({ err: error, questionId }, sentence);
      if (error.retryable) await delay(250).then(() => this.wake());
    }
  }

  async #tickOn(): Promise<void> {
    const { log, clock, logger } = this.#context;
    while (!this.#signal.aborted) {
      await delay(tickCheckMs, undefined, { signal: this.#signal }).catch(() => undefined);
      if (this.#signal.aborted || this.#resolver.unsettled === 0) continue;
      for (const { topic, partition, reader } of this.#readers) {
        if (!reader.isCurrent || clock() - reader.logTime < idleMs) continue;
        await tick(log, topic, partition).catch((error: unknown) =>
          logger.warn({ err: error }, 'a tick waits for the log'),
        );
      }
    }
  }
}
