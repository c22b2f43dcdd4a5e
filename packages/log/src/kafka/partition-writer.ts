import type { Message } from 'kafkajs';
import { LogError } from '../port.ts';
import { isRefusal } from './errors.ts';
import type { Acknowledged } from './known-ids.ts';
import { pause } from './pause.ts';

/** Sends the messages as one batch to one partition; they are stored together or not at all. */
export type Send = (messages: readonly Message[]) => Promise<Acknowledged>;

interface Batch {
  readonly messages: readonly Message[];
  readonly bytes: number;
  readonly resolve: (acknowledged: Acknowledged) => void;
  readonly reject: (reason: unknown) => void;
}

/** At most about this much goes into one send; a single batch may be larger. */
const sendMessagesLimit = 500;
const sendBytesLimit = 1024 * 1024;
/** More than this on its way is refused. */
const waitingBytesLimit = 64 * 1024 * 1024;
const firstPauseMs = 50;
const longestPauseMs = 250;

/**
 * The appends of one partition: one send in flight, and the same messages again until they are acknowledged.
 * Whatever a failed send has left in the log stands there once more; readers drop it by its id.
 */
export class PartitionWriter {
  readonly #send: Send;
  readonly #closing = new AbortController();
  readonly #waiting: Batch[] = [];
  #waitingBytes = 0;
  #draining: Promise<void> | undefined;
  /** Offset behind the last acknowledged message. */
  #next = 0;
  #broken: LogError | undefined;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Resolves once the messages are acknowledged, however long that takes.
   * @throws {LogError} `unavailable` when too much waits, or the writer was closed; `lost-tail` when the log has
   *   lost acknowledged messages
   */
  async append(messages: readonly Message[], bytes: number): Promise<Acknowledged> {
    if (this.#broken !== undefined) throw this.#broken;
    if (this.#closing.signal.aborted) throw closed();
    if (this.#waitingBytes > waitingBytesLimit)
      throw new LogError('unavailable', `Kafka is ${waitingBytesLimit} bytes behind`);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ messages, bytes, resolve, reject });
      this.#waitingBytes += bytes;
      this.#draining ??= this.#drain();
    });
  }

  /** Ends what is on its way with `unavailable`. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#settle(this.#takeBatches());
      await callersTurn();
    }
    this.#draining = undefined;
  }

  async #settle(batches: readonly Batch[]): Promise<void> {
    try {
      const acknowledged = await this.#sendUntilAcknowledged(batches.flatMap(({ messages }) => messages));
      let { offset } = acknowledged;
      for (const { messages, resolve } of batches) {
        resolve({ ...acknowledged, offset });
        offset += messages.length;
      }
    } catch (error) {
      for (const { reject } of batches) reject(error);
    }
    for (const { bytes } of batches) this.#waitingBytes -= bytes;
  }

  async #sendUntilAcknowledged(messages: readonly Message[]): Promise<Acknowledged> {
    const { signal } = this.#closing;
    for (let attempt = 0; ; attempt += 1) {
      if (this.#broken !== undefined) throw this.#broken;
      if (signal.aborted) throw closed();
      try {
        const acknowledged = await this.#send(messages);
        this.#assertGrown(acknowledged);
        this.#next = acknowledged.offset + messages.length;
        return acknowledged;
      } catch (error) {
        if (error instanceof LogError) throw error;
        if (isRefusal(error)) throw new LogError('unavailable', 'Kafka refuses to store', { cause: error });
        await pause(Math.min(firstPauseMs * 2 ** attempt, longestPauseMs), signal);
      }
    }
  }

  #assertGrown({ partition, offset }: Acknowledged): void {
    if (offset >= this.#next) return;
    this.#broken = new LogError(
      'lost-tail',
      `partition ${partition} went back from offset ${this.#next} to ${offset}: acknowledged records are gone`,
    );
    throw this.#broken;
  }

  /** Removes from the front as many batches as fit into one send, at least one. */
  #takeBatches(): readonly Batch[] {
    let count = 0;
    let bytes = 0;
    const end = this.#waiting.findIndex((batch, index) => {
      count += batch.messages.length;
      bytes += batch.bytes;
      return index > 0 && (count > sendMessagesLimit || bytes > sendBytesLimit);
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }
}

/** Callers that were answered just now append again before the next send, not after it. */
function callersTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function closed(): LogError {
  return new LogError('unavailable', 'the log was closed before Kafka answered');
}
