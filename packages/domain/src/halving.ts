/**
 * How many of so many things come before the first for which `holds` is false; it holds for none after that. Found by
 * halving.
 */
export function countLeading(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the ascending numbers are less than the bound. */
export function countBelow(ascending: readonly number[], bound: number): number {
  return countLeading(ascending.length, (index) => (ascending[index] ?? Infinity) < bound);
}
