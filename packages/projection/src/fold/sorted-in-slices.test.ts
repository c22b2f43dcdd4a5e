import { expect, test } from 'vitest';
import { seeded } from '../testing/seeded.ts';
import { sortedInSlices } from './sorted-in-slices.ts';
import { timeSlices } from './time-slices.ts';

test.each([0, 1, 2, 1_023, 1_024, 1_025, 2_048, 2_049, 7_000])('%i items', async (count) => {
  const random = seeded(count);
  const items = Array.from({ length: count }, (_, index) => ({ value: Math.floor(random() * 500), index }));
  const given = [...items];
  const sorted = await sortedInSlices(items, (one, other) => one.value - other.value, timeSlices());
  expect(sorted).toEqual(items.toSorted((one, other) => one.value - other.value));
  expect(items).toEqual(given);
});
