import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { Heap } from './heap.ts';

test.prop([fc.array(fc.integer())])('gives back everything, least first', (keys) => {
  const heap = new Heap<number>();
  for (const key of keys) heap.push(key, key);
  const drained: (number | undefined)[] = [];
  while (heap.size > 0) {
    expect(heap.least).toBe(Math.min(...keys.toSorted((a, b) => a - b).slice(drained.length)));
    drained.push(heap.pop());
  }
  expect(drained).toEqual(keys.toSorted((a, b) => a - b));
  expect(heap.least).toBe(Infinity);
});
