import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { EventBudget, rememberedWorld } from '@casus/claims/resolver';
import { WorldMemory } from '@casus/domain/world-memory';
import type { EventLog } from '@casus/log';
import type { Clock, Logger } from '@casus/platform';
import { migrateLeases, shareOut, takeLease } from '@casus/platform/leases';
import type { Pool } from 'pg';
import { startWorker } from '../worker.ts';
import type { Work, Worker } from '../worker.ts';
import { makeCertificates } from './certificates.ts';
import type { Certificates } from './certificates.ts';
import { PartitionReader } from './partition-reader.ts';
import { Shard } from './shard.ts';
import { idleMs, tick } from './ticker.ts';

export interface ResolverContext {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Name in leases; a process that is alone keeps it over restarts. @default a random one */
  readonly owner?: string;
  /** How long a dead owner's shards wait for another one, milliseconds. @default 5,000 */
  readonly leaseMs?: number;
  /** Version of the engine that verdicts are said by. @default this code's */
  readonly engine?: number;
  /** Events that open claims may hold among them; claims beyond it are evaluated from the log's fold. @default any number */
  readonly mostEvents?: number;
}

/** A resolver while it runs. */
export interface RunningResolver extends Worker {
  /** Events that its open claims hold now. */
  readonly eventsHeld: () => number;
}

const tickCheckMs = 5_000;

/**
 * Claims → verdicts. Any number of resolvers share the partitions of `questions` among them; each reads all of
 * `world`. What a resolver says comes back to it as records like any other, and what is accepted the fold decides: a
 * lease only spares two resolvers each other's work.
 */
export async function startResolver(context: ResolverContext): Promise<RunningResolver> {
  await migrateLeases(context.pool);
  const certificates = await makeCertificates(context.pool);
  const budget = new EventBudget(context.mostEvents);
  const worker = startWorker((signal) => new ResolverWork({ ...context, budget }, certificates, signal));
  return { ...worker, eventsHeld: () => budget.held };
}

type WorkContext = ResolverContext & { readonly budget: EventBudget };

class ResolverWork implements Work {
  readonly #context: WorkContext & { readonly owner: string; readonly leaseMs: number };
  readonly #certificates: Certificates;
  readonly #signal: AbortSignal;
  readonly #memory = new WorldMemory();
  readonly #world = rememberedWorld(this.#memory);
  readonly #reader: PartitionReader;
  readonly #shards = new Set<Shard>();

  constructor(context: WorkContext, certificates: Certificates, signal: AbortSignal) {
    const { owner = randomUUID(), leaseMs = 5_000 } = context;
    this.#context = { ...context, owner, leaseMs };
    this.#certificates = certificates;
    this.#signal = signal;
    this.#reader = new PartitionReader({
      ...context,
      topic: 'world',
      partition: 0,
      signal,
      onProgress: () => this.wake(),
      fold: (record) => this.#memory.fold(record),
    });
  }

  runs(): readonly Promise<void>[] {
    const { log, logger } = this.#context;
    const shards = Array.from(
      { length: log.partitions.questions },
      (_, partition) => `questions/${partition}`,
    );
    const onTrouble = (error: unknown): void =>
      logger.warn({ err: error }, 'the resolver waits for the database');
    const share = { ...this.#context, group: 'resolver', shards, signal: this.#signal, onTrouble };
    const serve = (shard: string, held: AbortSignal): Promise<void> =>
      this.#serve(shards.indexOf(shard), held);
    return [this.#reader.run(), shareOut(share, serve), this.#tickOn()];
  }

  wake(): void {
    for (const shard of this.#shards) shard.wake();
  }

  async #serve(partition: number, signal: AbortSignal): Promise<void> {
    const shard = new Shard({
      ...this.#context,
      certificates: this.#certificates,
      partition,
      world: this.#world,
      isWorldCurrent: () => this.#reader.isCurrent,
      signal,
    });
    this.#shards.add(shard);
    try {
      await shard.run();
    } finally {
      this.#shards.delete(shard);
    }
  }

  /** `world` is everybody's: a lease that stands until the next tick is due says who ticks it. */
  async #tickOn(): Promise<void> {
    const { log, pool, clock, logger, owner } = this.#context;
    const lease = { pool, owner, name: 'resolver tick world/0', leaseMs: idleMs - tickCheckMs };
    while (!this.#signal.aborted) {
      await delay(tickCheckMs, undefined, { signal: this.#signal }).catch(() => undefined);
      const needed = [...this.#shards].some(({ unsettled }) => unsettled > 0);
      if (this.#signal.aborted || !needed || !this.#reader.isCurrent) continue;
      if (clock() - this.#reader.logTime < idleMs) continue;
      try {
        if (await takeLease(lease)) await tick(log, 'world', 0);
      } catch (error) {
        logger.warn({ err: error }, 'a tick waits for the log');
      }
    }
  }
}
