import type { WorldMemory } from '@casus/domain/world-memory';
import type { Logger } from '@casus/platform';
import type { PartitionReader } from './partition-reader.ts';
import type { Shard } from './shard.ts';
import type { Snapshots } from './snapshots.ts';

export interface KeepOptions {
  readonly snapshots: Snapshots;
  readonly memory: WorldMemory;
  /** Of `world`. */
  readonly reader: PartitionReader;
  readonly logger: Logger;
  /** Records of `world` and of a partition between two of its snapshots, at least. */
  readonly every: number;
}

/**
 * Saves shards that rest, and `world` with them, whenever enough has been read since the last time; one after the
 * other. What is saved is what stands at that instant; a failure is logged, and the next rest tries again.
 */
export class KeptSnapshots {
  readonly #options: KeepOptions;
  /** Records read when a partition was saved last. */
  readonly #savedAt = new Map<number, number>();
  #worldAt = -Infinity;
  readonly #resting = new Set<Shard>();
  #isSaving = false;

  constructor(options: KeepOptions) {
    this.#options = options;
  }

  /** A shard has said all that is to be said. */
  rests(shard: Shard): void {
    this.#resting.add(shard);
    if (!this.#isSaving) void this.#saveAll();
  }

  async #saveAll(): Promise<void> {
    this.#isSaving = true;
    for (const shard of this.#resting) {
      this.#resting.delete(shard);
      await this.#save(shard).catch((error: unknown) =>
        this.#options.logger.warn({ err: error }, 'a snapshot could not be kept'),
      );
    }
    this.#isSaving = false;
  }

  async #save(shard: Shard): Promise<void> {
    const { snapshots, memory, reader, logger, every } = this.#options;
    const { cut } = memory;
    const read = cut + shard.offset;
    if (read - (this.#savedAt.get(shard.partition) ?? 0) < every) return;
    const [saved, at] = [shard.saved(), reader.readPart];
    const world = cut - this.#worldAt < every ? null : memory.snapshot();
    if (!saved || !at || (this.#worldAt < 0 && !world)) return;
    // both are written down before anything else happens
    const bytes = await Promise.all([
      world ? snapshots.putWorld({ ...at, world }) : 0,
      snapshots.putShard(shard.partition, saved),
    ]);
    if (world) this.#worldAt = cut;
    this.#savedAt.set(shard.partition, read);
    logger.info({ partition: shard.partition, cut, bytes }, 'a snapshot is kept');
  }
}
