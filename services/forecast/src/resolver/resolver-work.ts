import { BeforeSnapshot } from '@casus/domain/world-memory';
import type { Work } from '../worker.ts';
import { Reading } from './reading.ts';
import type { ReadingOptions } from './reading.ts';
import type { SavedWorld } from './snapshots.ts';

/** Reads and resolves from the last snapshot on; from zero where that does not reach back far enough. */
export class ResolverWork implements Work {
  readonly #options: Omit<ReadingOptions, 'from'>;
  #reading: Reading | undefined;

  constructor(options: Omit<ReadingOptions, 'from'>) {
    this.#options = options;
  }

  runs(): readonly Promise<void>[] {
    return [this.#run()];
  }

  wake(): void {
    this.#reading?.wake();
  }

  async #run(): Promise<void> {
    const { logger, signal } = this.#options;
    const from = await this.#saved();
    if (from) logger.info({ cut: from.world.cut }, 'the resolver starts from a snapshot');
    try {
      if (!signal.aborted) await this.#read(from);
    } catch (error) {
      if (!(error instanceof BeforeSnapshot)) throw error;
      logger.warn(
        { err: error },
        'a question reaches back before the snapshot: the resolver starts from zero',
      );
      await this.#read(undefined);
    }
  }

  async #read(from: SavedWorld | undefined): Promise<void> {
    this.#reading = new Reading({ ...this.#options, from });
    await this.#reading.run();
  }

  async #saved(): Promise<SavedWorld | undefined> {
    const { snapshots, logger } = this.#options;
    try {
      return await snapshots.world();
    } catch (error) {
      logger.warn({ err: error }, 'snapshots cannot be read: the resolver starts from zero');
      return undefined;
    }
  }
}
