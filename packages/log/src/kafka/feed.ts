import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { makeBell } from '../bell.ts';
import type { Clients } from './clients.ts';
import { newMessages, expectedAfter } from './expectation.ts';
import type { Expectation } from './expectation.ts';
import { pause } from './pause.ts';
import { pinnedAssigner } from './pinned-assigner.ts';
import { mismatch } from './offsets.ts';
import type { KafkaPartition } from './offsets.ts';

/** A fetch of a partition without news is answered after so long: the longer, the less an idle reader costs. */
const fetchWaitMs = 1_000;
const fetchBytes = 1024 * 1024;
const heartbeatMs = 3_000;
const sessionTimeoutMs = 30_000;
const longestPauseMs = 1_000;
/** In less time nobody deletes a topic, makes it anew and fills it beyond what was read. */
const trustMs = 100;

/**
 * Reads one partition from an offset on, through a consumer group that nobody else is in and that is deleted
 * afterwards: the group owns nothing and stores no offset. Goes on by itself after outages.
 *
 * kafkajs moves silently to the beginning when an offset is out of range, so each fetch must begin where the
 * last one ended. And a partition that was lost and has grown again is in range: after every join, every closed
 * connection and every pause the last message is read once more and compared.
 */
export class Feed implements AsyncDisposable {
  readonly #clients: Clients;
  readonly #place: KafkaPartition;
  readonly #arrivals = makeBell();
  readonly #demands = makeBell();
  readonly #closing = new AbortController();
  #consumer: Consumer | undefined;
  #running: Promise<void> | undefined;
  #ready: readonly KafkaMessage[] = [];
  #wanted = false;
  /** Offset behind the last message that arrived. */
  #next: number;
  #last: KafkaMessage | undefined;
  #expected: Expectation;
  /** When a fetch last brought messages of this log, epoch milliseconds. */
  #contactAt = 0;
  #mismatches = 0;
  #failure: Error | undefined;

  constructor(clients: Clients, place: KafkaPartition, from: number) {
    this.#clients = clients;
    this.#place = place;
    this.#next = from;
    this.#expected = { offset: from };
  }

  /** Offset of the next message that {@link take} gives. */
  get position(): number {
    return this.#next - this.#ready.length;
  }

  /**
   * The next messages, at most so many; waits for one at least.
   * @returns nothing when the signal aborts
   * @throws {LogError} `offset-gap`, `lost-tail`
   */
  async take(limit: number, signal: AbortSignal): Promise<readonly KafkaMessage[]> {
    this.#running ??= this.#run();
    while (this.#ready.length === 0 && this.#failure === undefined && !signal.aborted) {
      const heard = this.#arrivals.count();
      this.#wanted = true;
      this.#demands.ring();
      await this.#arrivals.after(heard, signal);
    }
    if (this.#failure !== undefined) throw this.#failure;
    const taken = this.#ready.slice(0, limit);
    this.#ready = this.#ready.slice(limit);
    return taken;
  }

  /** Goes on from another offset, or fetches anew what was not taken. */
  seek(offset: number): void {
    this.#ready = [];
    this.#next = offset;
    this.#last = undefined;
    this.#rewind();
    this.#demands.ring();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    this.#demands.ring();
    await this.#running;
  }

  /** One group after the other: each serves until it fails. */
  async #run(): Promise<void> {
    const { signal } = this.#closing;
    for (let failures = 0; !signal.aborted && this.#failure === undefined; failures += 1) {
      const served = await this.#serve().catch(() => false); // an outage: the next group tries again
      if (served) failures = 0;
      else await pause(Math.min(50 * 2 ** failures, longestPauseMs), signal);
    }
  }

  /** Resolves when the group's consumer has crashed or the feed closes; true when it had joined. */
  async #serve(): Promise<boolean> {
    const { topicName, partition } = this.#place;
    const groupId = `casus-read-${randomUUID()}`;
    let joined = false;
    const crashed = new AbortController();
    const kafka = this.#clients.watched(() => this.#rewind());
    const consumer = kafka.consumer({
      groupId,
      partitionAssigners: [pinnedAssigner(topicName, partition)],
      allowAutoTopicCreation: false,
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: heartbeatMs,
      maxWaitTimeInMs: fetchWaitMs,
      maxBytesPerPartition: fetchBytes,
      retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 3, restartOnFailure: async () => false },
    });
    consumer.on(consumer.events.GROUP_JOIN, () => {
      joined = true;
      this.#rewind();
    });
    consumer.on(consumer.events.CRASH, () => crashed.abort());
    try {
      await consumer.connect();
      await consumer.subscribe({ topic: topicName, fromBeginning: true });
      this.#consumer = consumer;
      await consumer.run({ autoCommit: false, eachBatch: (payload) => this.#arrive(payload) });
      await aborted(AbortSignal.any([crashed.signal, this.#closing.signal]));
    } finally {
      this.#consumer = undefined;
      await consumer.disconnect().catch(() => undefined);
      await this.#clients.admin.deleteGroups([groupId]).catch(() => undefined); // an empty group ends by itself too
    }
    return joined;
  }

  #rewind(): void {
    this.#expected = expectedAfter(this.#next, this.#last);
    const { topicName: topic, partition } = this.#place;
    this.#consumer?.seek({ topic, partition, offset: String(this.#expected.offset) });
  }

  /** Takes in what was fetched and returns, which fetches more, once more is wanted. */
  async #arrive(payload: EachBatchPayload): Promise<void> {
    if (payload.isStale()) return;
    const { messages: fetched } = payload.batch;
    const messages = newMessages(fetched, this.#expected);
    if (messages === undefined) return this.#diagnose(Number(fetched[0]?.offset));
    this.#mismatches = 0;
    if (this.#isDoubtful()) return this.#rewind();
    this.#contactAt = Date.now();
    this.#last = messages.at(-1) ?? this.#last;
    this.#next += messages.length;
    this.#expected = { offset: this.#next };
    this.#ready = [...this.#ready, ...messages];
    if (messages.length > 0) {
      this.#wanted = false;
      this.#arrivals.ring();
    }
    await this.#untilWanted(payload);
    if (this.#isDoubtful()) this.#rewind();
  }

  /** The group's coordinator hears of its member meanwhile. */
  async #untilWanted(payload: EachBatchPayload): Promise<void> {
    while (!this.#wanted && !payload.isStale() && !this.#closing.signal.aborted) {
      const heard = this.#demands.count();
      await this.#demands.after(heard, this.#closing.signal, heartbeatMs);
      await payload.heartbeat();
    }
  }

  /** True after a pause, until the last message was read once more. */
  #isDoubtful(): boolean {
    const verified = this.#last === undefined || this.#expected.again !== undefined;
    return !verified && Date.now() - this.#contactAt > trustMs;
  }

  /** A fetch began elsewhere: seek once; then what was to be read is gone, or it is another log. */
  async #diagnose(found: number): Promise<void> {
    this.#mismatches += 1;
    if (this.#mismatches > 1)
      this.#failure = await mismatch(this.#clients.offsets, this.#place, this.#expected.offset, found);
    if (this.#failure === undefined) this.#rewind();
    else this.#arrivals.ring();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
