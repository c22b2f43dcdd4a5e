import { expect, test } from 'vitest';
import { inSlices } from './in-slices.ts';

function* counting(until: number): Generator<number, string> {
  for (let count = 1; count <= until; count += 1) yield count;
  return 'done';
}

test('work is gone through to its end', async () => {
  expect(await inSlices(counting(3), 60_000)).toEqual({ complete: true, found: [1, 2, 3], result: 'done' });
});

test('work that has no time left stops after the step that it was at', async () => {
  expect(await inSlices(counting(3), -1)).toEqual({ complete: false, found: [1] });
});
