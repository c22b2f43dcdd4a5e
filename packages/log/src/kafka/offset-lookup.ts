import { setTimeout as delay } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { asLogError, isClientError } from './errors.ts';

/** What a partition holds: from `low` up to, and without, `high`. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

const patienceMs = 3_000;
const pauseMs = 50;
/** Longer than any request of a client that was replaced. */
const goodbyeMs = 15_000;

/**
 * Asks where partitions begin and end. An administrator's client of kafkajs does not look again which broker
 * leads a partition when it asked the wrong one: after a failure another one takes its place.
 */
export class OffsetLookup implements AsyncDisposable {
  readonly #makeAdmin: () => Admin;
  readonly #replaced = new Map<Admin, NodeJS.Timeout>();
  #admin: Promise<Admin> | undefined;

  constructor(makeAdmin: () => Admin) {
    this.#makeAdmin = makeAdmin;
  }

  /**
   * The extents of all partitions of a topic, in order.
   * @throws {LogError} `unavailable`
   */
  async extentsOf(topicName: string): Promise<readonly Extent[]> {
    for (const began = Date.now(); ;) {
      const connecting = (this.#admin ??= this.#connect());
      try {
        const offsets = await (await connecting).fetchTopicOffsets(topicName);
        return offsets
          .toSorted((one, other) => one.partition - other.partition)
          .map(({ low, high }) => ({ low: Number(low), high: Number(high) }));
      } catch (error) {
        await this.#replace(connecting);
        if (!isClientError(error) || Date.now() - began > patienceMs) throw asLogError(error);
        await delay(pauseMs);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const admin = await this.#admin?.catch(() => undefined);
    for (const timer of this.#replaced.values()) clearTimeout(timer);
    const admins = [...this.#replaced.keys(), ...(admin === undefined ? [] : [admin])];
    await Promise.allSettled(admins.map((each) => each.disconnect()));
  }

  async #connect(): Promise<Admin> {
    const admin = this.#makeAdmin();
    await admin.connect();
    return admin;
  }

  /** Others may still wait for answers to the old one. */
  async #replace(connecting: Promise<Admin>): Promise<void> {
    if (this.#admin !== connecting) return;
    this.#admin = undefined;
    const admin = await connecting.catch(() => undefined);
    if (admin === undefined) return;
    const goodbye = (): void => {
      this.#replaced.delete(admin);
      admin.disconnect().catch(() => undefined);
    };
    this.#replaced.set(admin, setTimeout(goodbye, goodbyeMs).unref());
  }
}
