import { foldedBy } from '../generation/open-generation.ts';
import type { Generation } from '../generation/open-generation.ts';
import { headsOf, progressOf } from './catch-up.ts';
import type { Offsets } from './catch-up.ts';
import { finishRebuild } from './finish-rebuild.ts';
import { runGeneration } from './generation-run.ts';
import { nextOrder } from './orders.ts';
import { carryOut } from './carry-out.ts';
import type { PartitionStatus, ProjectorOptions } from './projector.ts';
import { pause, retrying } from './retry.ts';

/** How long an order waits at most to be seen; looking ten times a second made an idle projector cost 2.3 % of a core. */
const pollMs = 500;
/** A generation this close to the heads is compared and shown, however fast the log grows. */
const closeRecords = 1_000;

export interface GenerationsOptions {
  readonly options: ProjectorOptions;
  readonly owner: string;
  readonly signal: AbortSignal;
  /** Told what ends the projector. */
  readonly fail: (error: unknown) => void;
}

interface Running {
  readonly stop: AbortController;
  readonly done: Promise<unknown>;
  readonly status: Map<string, PartitionStatus>;
}

/**
 * Folds the generations that are to be folded, as the table of generations says, and carries out what operators ask.
 * It remembers nothing: whatever ends it at any moment, the next one goes on with what the tables say.
 */
export class Generations {
  readonly #own: GenerationsOptions;
  readonly #running = new Map<number, Running>();
  /** Heads that a generation has to reach before it is compared. */
  readonly #aims = new Map<number, Offsets>();
  #live: number | undefined;

  constructor(own: GenerationsOptions) {
    this.#own = own;
  }

  status(): readonly PartitionStatus[] {
    return [...(this.#running.get(this.#live ?? -1)?.status.values() ?? [])];
  }

  async run(): Promise<void> {
    const { signal, options } = this.#own;
    const onRetry = options.onTrouble ?? (() => undefined);
    while (!signal.aborted) {
      await retrying(() => this.#look(), { signal, onRetry });
      await pause(pollMs, signal);
    }
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  async #look(): Promise<void> {
    const { options } = this.#own;
    const wanted = await foldedBy(options);
    for (const [number, running] of this.#running)
      if (!wanted.some((generation) => generation.number === number)) await this.#end(number, running);
    this.#live = wanted.find(({ state }) => state === 'live')?.number;
    for (const generation of wanted) if (!this.#running.has(generation.number)) this.#start(generation);
    const building = wanted.find(({ state }) => state === 'building');
    if (building) await this.#fill(building);
    const order = await nextOrder(options.pool);
    if (order) await carryOut(options, order);
  }

  async #fill({ number }: Generation): Promise<void> {
    const { options } = this.#own;
    const aim = this.#aims.get(number) ?? (await headsOf(options.log));
    this.#aims.set(number, aim);
    const { heads, behind, hasReached } = await progressOf(options, number, aim);
    await options.pool.query('update projection.generations set goal = $2 where number = $1', [
      number,
      heads,
    ]);
    if (hasReached && behind <= closeRecords) await finishRebuild(options, number, behind === 0);
  }

  #start(generation: Generation): void {
    const { options, owner, signal, fail } = this.#own;
    const stop = new AbortController();
    const status = new Map<string, PartitionStatus>();
    const onProgress = (place: PartitionStatus): void => {
      const { topic, partition, next } = place;
      status.set(`${topic}/${partition}`, place);
      if (this.#live === generation.number) options.watch?.advanced({ topic, partition, next });
    };
    const run = { options, owner, generation, signal: AbortSignal.any([signal, stop.signal]), onProgress };
    const done = Promise.all(runGeneration(run)).catch(async (error: unknown) => {
      if (!stop.signal.aborted && (await this.#isWanted(generation))) fail(error);
    });
    this.#running.set(generation.number, { stop, done, status });
  }

  /** False for a generation that was dropped under its folds. */
  async #isWanted({ number }: Generation): Promise<boolean> {
    const wanted = await foldedBy(this.#own.options).catch(() => [{ number }]);
    return wanted.some((generation) => generation.number === number);
  }

  async #end(number: number, { stop, done }: Running): Promise<void> {
    stop.abort();
    await done;
    this.#running.delete(number);
  }
}
