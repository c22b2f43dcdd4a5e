import type { TimeSlices } from './time-slices.ts';

/** So many items are sorted or merged without a pause. */
const runLength = 1_024;

type Compare<Item> = (one: Item, other: Item) => number;

/** A sorted copy, made without holding the event loop up: short runs, merged two by two. */
export async function sortedInSlices<Item>(
  items: readonly Item[],
  compare: Compare<Item>,
  slices: TimeSlices,
): Promise<readonly Item[]> {
  let runs: (readonly Item[])[] = [];
  for (let start = 0; start < items.length; start += runLength) {
    runs.push(items.slice(start, start + runLength).sort(compare));
    await slices.pause();
  }
  while (runs.length > 1) {
    const merged: (readonly Item[])[] = [];
    for (let index = 0; index < runs.length; index += 2)
      merged.push(await merge([runs[index] ?? [], runs[index + 1] ?? []], compare, slices));
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Of equal items the first one's come first. */
async function merge<Item>(
  [one, other]: readonly [readonly Item[], readonly Item[]],
  compare: Compare<Item>,
  slices: TimeSlices,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  let left = 0;
  for (const [right, item] of other.entries()) {
    for (let next = one[left]; next !== undefined && compare(next, item) <= 0; next = one[left]) {
      all.push(next);
      left += 1;
    }
    all.push(item);
    if (right % runLength === 0) await slices.pause();
  }
  return all.concat(one.slice(left));
}
