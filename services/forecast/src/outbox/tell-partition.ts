import type { EventLog } from '@casus/log';
import type { Fact, Publisher } from '@casus/log/published';
import type { Clock } from '@casus/platform';
import type { Pool } from 'pg';
import type { Change } from './change.ts';
import { factOf } from './facts/fact-of.ts';
import { plan } from './plan.ts';
import type { OutboxState, Step } from './plan.ts';
import { readHeld, readStretch } from './read-changes.ts';
import { AnotherLog, commitState, loadState } from './state-store.ts';
import type { Place, Stored } from './state-store.ts';

export interface OutboxContext {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly publisher: Publisher;
  readonly clock: Clock;
}

/** Facts published before the checkpoint is moved: what a crash in between tells again. */
const batchFacts = 500;

/** Tells what a partition says, one owner at a time. What it has told is known by its checkpoint alone. */
export class PartitionTeller {
  readonly #context: OutboxContext;
  readonly #place: Place;
  #stored: Stored;
  #facts: Fact[] = [];

  private constructor(context: OutboxContext, place: Place, stored: Stored) {
    this.#context = context;
    this.#place = place;
    this.#stored = stored;
  }

  /** Goes on at the stored checkpoint; @throws {AnotherLog} */
  static async open(context: OutboxContext, place: Place): Promise<PartitionTeller> {
    return new PartitionTeller(context, place, await loadState(context.pool, place, context.log.logId));
  }

  get state(): OutboxState {
    return this.#stored.state;
  }

  /**
   * Tells the next stretch that readers see. False when there was none.
   * @throws {Overtaken} another outbox has told further
   * @throws {AnotherLog} readers see another log
   * @throws {LogError} `unavailable`: begin again at the checkpoint
   */
  async tellNext(signal: AbortSignal): Promise<boolean> {
    const stretch = await readStretch(this.#context.pool, this.#place, this.state);
    if (!stretch) return false;
    if (stretch.logId !== this.#context.log.logId)
      throw new AnotherLog(`readers see log ${stretch.logId}, not ${this.#context.log.logId}`);
    let after = this.state;
    for (const step of plan(after, stretch)) {
      if (signal.aborted) break;
      after = await this.#take(step);
    }
    await this.#commit(after);
    return true;
  }

  async #take(step: Step): Promise<OutboxState> {
    if ('reveal' in step) await this.#reveal(step);
    else this.#add(step.tell);
    if (this.#facts.length >= batchFacts) await this.#commit(step.after);
    return step.after;
  }

  /** Page by page, each with its place in the checkpoint. */
  async #reveal({ reveal, after }: Extract<Step, { reveal: object }>): Promise<void> {
    for (let { from, since } = reveal; ;) {
      const { changes, rest } = await readHeld(this.#context.pool, this.#place, { ...reveal, from, since });
      this.#add(changes);
      if (rest === undefined) return;
      from = rest;
      since = changes.at(-1)?.logTime ?? since;
      const held = new Map(after.held).set(reveal.questionId, { from, since, revealAt: reveal.revealAt });
      await this.#commit({ ...after, held });
    }
  }

  #add(changes: readonly Change[]): void {
    this.#facts.push(...changes.flatMap((change) => factOf(change) ?? []));
  }

  async #commit(state: OutboxState): Promise<void> {
    const facts = this.#facts;
    this.#facts = [];
    if (facts.length > 0) await this.#context.publisher.publish(facts);
    if (state === this.state) return;
    this.#stored = await commitState(this.#context.pool, this.#place, this.#stored, state);
  }
}
