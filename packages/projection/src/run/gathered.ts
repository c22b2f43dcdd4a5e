import type { Checkpoint, DeliveredRecord, Delivery } from '@casus/log';

/** Records read ahead of those that are folded, at most so many times the size of a batch. */
const aheadBatches = 2;

/**
 * Reads ahead, and gives what there is in batches of at most `sizeAt(offset)` records: many small deliveries become
 * one batch, a large one several. A delivery that is being waited for is not given up: the source must end by other
 * means.
 */
export async function* gathered(
  source: AsyncIterable<Delivery>,
  sizeAt: (offset: number) => number,
): AsyncGenerator<Delivery> {
  const queue = new DeliveryQueue();
  const reading = fill(queue, source, () => aheadBatches * sizeAt(Infinity));
  for (;;) {
    await queue.arrival();
    const [first] = queue.deliveries;
    if (first === undefined) break;
    yield queue.take(sizeAt(first.records[0]?.position.offset ?? Infinity));
  }
  await reading;
}

async function fill(
  queue: DeliveryQueue,
  source: AsyncIterable<Delivery>,
  most: () => number,
): Promise<void> {
  try {
    for await (const delivery of source) {
      queue.add(delivery);
      await queue.room(most());
    }
    queue.end();
  } catch (cause) {
    queue.end({ cause });
  }
}

class DeliveryQueue {
  deliveries: Delivery[] = [];
  #records = 0;
  #ended = false;
  #failure: { readonly cause: unknown } | undefined;
  #changed = Promise.withResolvers<void>();

  add(delivery: Delivery): void {
    this.deliveries.push(delivery);
    this.#records += delivery.records.length;
    this.#change();
  }

  end(failure?: { readonly cause: unknown }): void {
    this.#ended = true;
    this.#failure = failure;
    this.#change();
  }

  /** Resolves when there is something to take, or nothing more will come; throws what ended the source. */
  async arrival(): Promise<void> {
    while (this.deliveries.length === 0 && !this.#ended) await this.#changed.promise;
    if (this.deliveries.length === 0 && this.#failure !== undefined) throw toError(this.#failure.cause);
  }

  /** Resolves when fewer records than these wait. */
  async room(most: number): Promise<void> {
    while (this.#records >= most) await this.#changed.promise;
  }

  take(size: number): Delivery {
    const taken: DeliveredRecord[] = [];
    let last: Delivery | undefined;
    for (let next = this.deliveries[0]; next && taken.length < size; next = this.deliveries[0]) {
      const [part, rest] = split(next, size - taken.length);
      this.deliveries.shift();
      if (rest) this.deliveries.unshift(rest);
      taken.push(...part.records);
      last = part;
    }
    if (last === undefined) throw new RangeError('nothing is there to take');
    this.#records -= taken.length;
    this.#change();
    return { ...last, records: taken };
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

function split(delivery: Delivery, size: number): readonly [Delivery, Delivery?] {
  const last = delivery.records[size - 1];
  if (delivery.records.length <= size || last === undefined) return [delivery];
  const checkpoint: Checkpoint = {
    logId: delivery.checkpoint.logId,
    offset: last.position.offset + 1,
    lastId: last.id,
    logTime: last.logTime,
  };
  const part = { records: delivery.records.slice(0, size), checkpoint, atHead: false };
  return [part, { ...delivery, records: delivery.records.slice(size) }];
}

function toError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}
