import type { KafkaMessage } from 'kafkajs';
import { isOwnType } from '../own-records.ts';
import { LogError } from '../port.ts';
import type { LogRecord } from '../port.ts';
import type { Clients } from './clients.ts';
import { Feed } from './feed.ts';
import { isOwnMessage, marksOf, recordOf } from './messages.ts';
import type { Marks } from './messages.ts';
import { assertWithin, extentOf } from './offsets.ts';
import type { KafkaPartition } from './offsets.ts';

const readTimeoutMs = 30_000;
const idleMs = 5_000;
/** What was fetched ahead is not asked for again so soon; later the log may be another one. */
const aheadMs = 200;
const scanMessages = 5_000;

interface Own {
  /** The first offset looked at. */
  readonly from: number;
  /** The offset behind the last one looked at. */
  readonly to: number;
  readonly records: readonly LogRecord[];
}

/** Reads ranges of one partition, one after the other, through a feed that it keeps for a while. */
export class PartitionReader implements AsyncDisposable {
  readonly #clients: Clients;
  readonly #place: KafkaPartition;
  #feed: Feed | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** Epoch milliseconds. */
  #readAt = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #own: Own = { from: 0, to: 0, records: [] };

  constructor(clients: Clients, place: KafkaPartition) {
    this.#clients = clients;
    this.#place = place;
  }

  /** @throws {LogError} `offset-gap`, `lost-tail`, `unavailable` */
  async read(from: number, limit: number): Promise<readonly LogRecord[]> {
    const records: LogRecord[] = [];
    await this.#range(from, limit, (messages) => {
      for (const message of messages) records.push(recordOf(message, this.#place));
    });
    return records;
  }

  /** The records about the log itself from an offset on; remembers them and looks only at what came since. */
  async ownRecords(from: number): Promise<readonly LogRecord[]> {
    const known = this.#own;
    const useful = from >= known.from && from <= known.to;
    const records = useful ? [...known.records] : [];
    const scanned = await this.#range(useful ? known.to : from, Number.POSITIVE_INFINITY, (messages) => {
      for (const message of messages) if (isOwnMessage(message)) records.push(recordOf(message, this.#place));
    });
    const own = records.filter(({ type }) => isOwnType(type));
    this.#own = { from: useful ? known.from : from, to: scanned, records: own };
    return own.filter(({ position }) => position.offset >= from);
  }

  /** What is stored beside the record at offset 0; undefined in an empty partition. */
  async headerMarks(): Promise<Marks | undefined> {
    let marks: Marks | undefined;
    await this.#range(0, 1, ([message]) => {
      marks = message && marksOf(message);
    });
    return marks;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#own = { from: 0, to: 0, records: [] };
    await this.#inTurn(() => this.#closeFeed());
  }

  /**
   * Hands over the messages from an offset on, up to the head as it is now.
   * @returns the offset behind them
   */
  async #range(
    from: number,
    limit: number,
    use: (messages: readonly KafkaMessage[]) => void,
  ): Promise<number> {
    return this.#inTurn(async () => {
      const extent = await extentOf(this.#clients.offsets, this.#place);
      if (from >= extent.high) return Math.max(from, extent.high);
      assertWithin(extent, this.#place, from);
      return this.#fetch(from, Math.min(from + limit, extent.high), use);
    });
  }

  async #fetch(from: number, to: number, use: (messages: readonly KafkaMessage[]) => void): Promise<number> {
    clearTimeout(this.#idle);
    this.#feed ??= new Feed(this.#clients, this.#place, from);
    if (this.#feed.position !== from || Date.now() - this.#readAt > aheadMs) this.#feed.seek(from);
    try {
      while (this.#feed.position < to) {
        const limit = Math.min(scanMessages, to - this.#feed.position);
        const messages = await this.#feed.take(limit, AbortSignal.timeout(readTimeoutMs));
        if (messages.length === 0) throw new LogError('unavailable', 'Kafka does not answer a read');
        use(messages);
      }
    } catch (error) {
      void this.#closeFeed();
      throw error;
    }
    this.#readAt = Date.now();
    this.#idle = setTimeout(() => void this.#inTurn(() => this.#closeFeed()), idleMs).unref();
    return to;
  }

  async #closeFeed(): Promise<void> {
    clearTimeout(this.#idle);
    const feed = this.#feed;
    this.#feed = undefined;
    await feed?.[Symbol.asyncDispose]();
  }

  /** One reader at a time uses the feed. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
