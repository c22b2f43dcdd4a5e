import type { EncodedRecord } from '../cloud-event.ts';

/** Where a batch begins, once it is acknowledged. */
export interface Acknowledged {
  readonly partition: number;
  /** Of the first record. */
  readonly offset: number;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
}

/** A batch on its way to the broker, or there. */
export interface Sending {
  readonly acknowledged: Promise<Acknowledged>;
  settled: boolean;
}

/** A record that this process has appended, or is appending. */
export interface KnownRecord {
  readonly sending: Sending;
  /** Its index in the batch. */
  readonly index: number;
  readonly digest: Buffer;
}

/** The last ids of a topic that this process appended, so that most repeats get their old position. */
export class KnownIds {
  readonly #records = new Map<string, KnownRecord>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(id: string): KnownRecord | undefined {
    return this.#records.get(id);
  }

  /** True when the id is known with other content. */
  isOther({ id, digest }: EncodedRecord): boolean {
    return this.#records.get(id)?.digest.equals(digest) === false;
  }

  add(records: readonly EncodedRecord[], sending: Sending): void {
    for (const [index, { id, digest }] of records.entries())
      this.#records.set(id, { sending, index, digest });
    this.#forgetOldest();
  }

  delete(records: readonly EncodedRecord[]): void {
    for (const { id } of records) this.#records.delete(id);
  }

  clear(): void {
    this.#records.clear();
  }

  /** What is still on its way stays: it must not be sent twice. */
  #forgetOldest(): void {
    for (const [id, { sending }] of this.#records) {
      if (this.#records.size <= this.#limit || !sending.settled) return;
      this.#records.delete(id);
    }
  }
}
