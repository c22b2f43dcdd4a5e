import { setTimeout as delay } from 'node:timers/promises';
import { rememberedWorld } from '@casus/claims/resolver';
import type { EventBudget } from '@casus/claims/resolver';
import { WorldMemory } from '@casus/domain/world-memory';
import type { EventLog } from '@casus/log';
import type { Clock, Logger } from '@casus/platform';
import { shareOut, takeLease } from '@casus/platform/leases';
import type { Pool } from 'pg';
import type { Certificates } from './certificates.ts';
import { KeptSnapshots } from './keep-snapshots.ts';
import { PartitionReader } from './partition-reader.ts';
import { Shard } from './shard.ts';
import type { SavedShard, SavedWorld, Snapshots } from './snapshots.ts';
import { idleMs, tick } from './ticker.ts';

export interface ReadingOptions {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Name in leases. */
  readonly owner: string;
  /** How long a dead owner's shards wait for another one, milliseconds. */
  readonly leaseMs: number;
  readonly certificates: Certificates;
  readonly snapshots: Snapshots;
  /** Records between two snapshots, at least. */
  readonly snapshotEvery: number;
  /** Events that the shards may hold among them. */
  readonly budget: EventBudget;
  /** Version of the engine, where it is not this code's. */
  readonly engine?: number;
  /** Where to go on; from zero, shards are read from zero too. @default zero */
  readonly from: SavedWorld | undefined;
  readonly signal: AbortSignal;
}

const tickCheckMs = 5_000;
const worldCheckMs = 20;

/** All of `world` in memory, and this process's share of the partitions of `questions`. */
export class Reading {
  readonly #options: ReadingOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #memory: WorldMemory;
  readonly #world: ReturnType<typeof rememberedWorld>;
  readonly #reader: PartitionReader;
  readonly #shards = new Set<Shard>();
  readonly #kept: KeptSnapshots;

  constructor(options: ReadingOptions) {
    const { from, snapshots, logger, snapshotEvery: every } = options;
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.#memory = new WorldMemory(from?.world);
    this.#world = rememberedWorld(this.#memory);
    this.#reader = new PartitionReader({
      ...options,
      topic: 'world',
      partition: 0,
      signal: this.#signal,
      onProgress: () => this.wake(),
      fold: (record) => this.#memory.fold(record),
    });
    this.#kept = new KeptSnapshots({ snapshots, memory: this.#memory, reader: this.#reader, logger, every });
  }

  /**
   * Reads and resolves until the signal aborts.
   * @throws {BeforeSnapshot} when only reading from zero can tell what is asked
   */
  async run(): Promise<void> {
    const { log, logger } = this.#options;
    const shards = Array.from(
      { length: log.partitions.questions },
      (_, partition) => `questions/${partition}`,
    );
    const onTrouble = (error: unknown): void =>
      logger.warn({ err: error }, 'the resolver waits for the database');
    const share = { ...this.#options, group: 'resolver', shards, signal: this.#signal, onTrouble };
    const serve = (shard: string, held: AbortSignal): Promise<void> =>
      this.#serve(shards.indexOf(shard), held);
    const loops = [this.#reader.run(), shareOut(share, serve), this.#tickOn()];
    for (const loop of loops) loop.catch(() => this.#stop.abort());
    const ends = await Promise.allSettled(loops);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  wake(): void {
    for (const shard of this.#shards) shard.wake();
  }

  async #serve(partition: number, signal: AbortSignal): Promise<void> {
    const from = await this.#savedShard(partition, signal);
    if (signal.aborted) return;
    const shard = new Shard({
      ...this.#options,
      partition,
      world: this.#world,
      isWorldCurrent: () => this.#reader.isCurrent,
      onRest: (rested) => this.#kept.rests(rested),
      from,
      signal,
    });
    this.#shards.add(shard);
    try {
      await shard.run();
    } finally {
      this.#shards.delete(shard);
    }
  }

  /** What is kept of a partition, once the world has been read as far. */
  async #savedShard(partition: number, signal: AbortSignal): Promise<SavedShard | undefined> {
    const { from, snapshots, logger } = this.#options;
    const saved = from && (await snapshots.shard(partition));
    if (!from || !saved || saved.resolver.world < from.world.cut) return undefined;
    const { world } = saved.resolver;
    while (!signal.aborted && this.#memory.cut < world) {
      if (this.#reader.isCurrent) {
        logger.warn({ partition, world }, 'a snapshot has read more than there is, and is ignored');
        return undefined;
      }
      await delay(worldCheckMs, undefined, { signal }).catch(() => undefined);
    }
    return saved;
  }

  /** `world` is everybody's: a lease that stands until the next tick is due says who ticks it. */
  async #tickOn(): Promise<void> {
    const { log, pool, clock, logger, owner } = this.#options;
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
