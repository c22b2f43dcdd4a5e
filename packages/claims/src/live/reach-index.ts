/** What is to be found by a stretch of time that it reaches over, `[from, to)`. */
export interface Reaching {
  readonly reach: { readonly from: number; readonly to: number };
  /** Once true it is found no more. */
  readonly closed: boolean;
}

/** A block up to this size is gone through one by one. */
const smallest = 32;

interface Block<T> {
  /** Ascending by the start of what they reach. */
  readonly items: readonly T[];
  readonly froms: Float64Array;
  /** Ends, as a tree of maxima: the leaves are the second half. */
  readonly latest: Float64Array;
}

/**
 * Finds what reaches over an instant in O(log² n + found): sorted blocks of doubling sizes, each with a tree of its
 * greatest ends. What is closed is left out whenever blocks are merged.
 */
export class ReachIndex<T extends Reaching> {
  #loose: T[] = [];
  /** Greatest first. */
  #blocks: Block<T>[] = [];
  #closed = 0;

  add(item: T): void {
    this.#loose.push(item);
    if (this.#loose.length <= smallest) return;
    let merged: readonly T[] = this.#loose;
    this.#loose = [];
    for (;;) {
      const last = this.#blocks.at(-1);
      if (last === undefined || last.items.length > merged.length) break;
      merged = [...last.items, ...merged];
      this.#blocks.pop();
    }
    this.#blocks.push(blockOf(merged));
  }

  /** To be called when something of the index has been closed. */
  forgetClosed(): void {
    this.#closed += 1;
    const size = this.#blocks.reduce((total, { items }) => total + items.length, this.#loose.length);
    if (this.#closed * 2 < size) return;
    const left = [...this.#blocks.flatMap(({ items }) => items), ...this.#loose].filter(
      ({ closed }) => !closed,
    );
    this.#loose = left.length <= smallest ? left : [];
    this.#blocks = left.length <= smallest ? [] : [blockOf(left)];
    this.#closed = 0;
  }

  /** Calls back for all that reaches over an instant of `low` to `high`, both included. */
  visit(low: number, high: number, found: (item: T) => void): void {
    for (const item of this.#loose) {
      if (item.reach.from <= high && item.reach.to > low && !item.closed) found(item);
    }
    for (const block of this.#blocks) visitBlock(block, low, high, found);
  }
}

function blockOf<T extends Reaching>(items: readonly T[]): Block<T> {
  const sorted = items.filter(({ closed }) => !closed).toSorted((a, b) => a.reach.from - b.reach.from);
  const leaves = 2 ** Math.ceil(Math.log2(Math.max(1, sorted.length)));
  const latest = new Float64Array(2 * leaves).fill(-Infinity);
  for (const [index, { reach }] of sorted.entries()) latest[leaves + index] = reach.to;
  for (let node = leaves - 1; node > 0; node -= 1) {
    latest[node] = Math.max(latest[2 * node] ?? -Infinity, latest[2 * node + 1] ?? -Infinity);
  }
  return { items: sorted, froms: Float64Array.from(sorted, ({ reach }) => reach.from), latest };
}

function visitBlock<T extends Reaching>(
  { items, froms, latest }: Block<T>,
  low: number,
  high: number,
  found: (item: T) => void,
): void {
  const leaves = latest.length / 2;
  const visit = (node: number, first: number, size: number): void => {
    if ((latest[node] ?? -Infinity) <= low || (froms[first] ?? Infinity) > high) return;
    if (size > 1) {
      const half = size / 2;
      visit(2 * node, first, half);
      visit(2 * node + 1, first + half, half);
      return;
    }
    const item = items[first];
    if (item !== undefined && !item.closed) found(item);
  };
  visit(1, 0, leaves);
}
