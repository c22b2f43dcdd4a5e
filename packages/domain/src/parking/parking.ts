import type { Delivered } from '../rows.ts';

/** A record that is kept out of the tables. */
export interface ParkedRecord {
  readonly record: Delivered;
  /** Why it could not be taken in; null while it only waits behind another one of its key. */
  readonly error: string | null;
}

/** What changed since it was asked last. */
export interface ParkingChanges {
  readonly parked: readonly ParkedRecord[];
  /** Offsets that are parked no more. */
  readonly left: readonly number[];
}

/** The parked records of one partition: by key one that failed, and behind it the later ones of the key, in order. */
export class Parking {
  readonly #byOffset = new Map<number, ParkedRecord>();
  readonly #queues = new Map<string, number[]>();
  #changed = new Map<number, ParkedRecord | null>();

  constructor(parked: Iterable<ParkedRecord> = []) {
    for (const each of parked) this.#add(each);
  }

  get size(): number {
    return this.#byOffset.size;
  }

  blocks(key: string): boolean {
    return this.#queues.has(key);
  }

  at(offset: number): ParkedRecord | undefined {
    return this.#byOffset.get(offset);
  }

  /** In the order of the log, the one that failed first. */
  queueOf(key: string): readonly ParkedRecord[] {
    return (this.#queues.get(key) ?? []).flatMap((offset) => this.#byOffset.get(offset) ?? []);
  }

  park(parked: ParkedRecord): void {
    this.#add(parked);
    this.#changed.set(parked.record.position.offset, parked);
  }

  leave({ record }: ParkedRecord): void {
    const { offset } = record.position;
    const rest = (this.#queues.get(record.key) ?? []).filter((each) => each !== offset);
    if (rest.length === 0) this.#queues.delete(record.key);
    else this.#queues.set(record.key, rest);
    this.#byOffset.delete(offset);
    this.#changed.set(offset, null);
  }

  takeChanges(): ParkingChanges {
    const changed = [...this.#changed];
    this.#changed = new Map();
    return {
      parked: changed.flatMap(([, parked]) => parked ?? []),
      left: changed.flatMap(([offset, parked]) => (parked === null ? [offset] : [])),
    };
  }

  #add(parked: ParkedRecord): void {
    const { key, position } = parked.record;
    const queue = this.#queues.get(key) ?? [];
    if (!this.#byOffset.has(position.offset)) this.#queues.set(key, [...queue, position.offset]);
    this.#byOffset.set(position.offset, parked);
  }
}
