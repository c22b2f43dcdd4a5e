import { countBelow } from '../halving.ts';

/** The log times of a partition, by offset. */
export class Timeline {
  readonly #offsets: number[] = [];
  readonly #logTimes: number[] = [];

  /** Offsets and log times come in order. */
  add(offset: number, logTime: number): void {
    this.#offsets.push(offset);
    this.#logTimes.push(logTime);
  }

  /** Offset of the next record. */
  get next(): number {
    return (this.#offsets.at(-1) ?? -1) + 1;
  }

  /** Log time of the record at the offset, or of the last one before it; 0 before the first. */
  logTimeAt(offset: number): number {
    return this.#logTimes[countBelow(this.#offsets, offset + 1) - 1] ?? 0;
  }

  /** Cut of the longest prefix whose records all have a log time of at most `time`. */
  cutUntil(time: number): number {
    const count = countBelow(this.#logTimes, Math.floor(time) + 1);
    return count === 0 ? 0 : (this.#offsets[count - 1] ?? 0) + 1;
  }
}
