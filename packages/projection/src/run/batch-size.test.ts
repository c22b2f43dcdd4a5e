import { expect, test } from 'vitest';
import { batchSize } from './batch-size.ts';

test('batches grow while they are quick, up to the largest', () => {
  const size = batchSize(1_000, 500);
  const sizes = [0, 1, 2, 3].map(() => {
    const now = size.at(0);
    size.took(20, now);
    return now;
  });
  expect(sizes).toEqual([256, 512, 1_000, 1_000]);
});

test('a batch that took long is followed by one half as large, one that was not full changes nothing', () => {
  const size = batchSize(1_000, 500);
  size.took(501, 256);
  expect(size.at(0)).toBe(128);
  size.took(20, 5);
  expect(size.at(0)).toBe(128);
});

test('inside a refused batch they only fall, however quick they are; behind it they are what they were', () => {
  const size = batchSize(1_000, 500);
  size.refused({ until: 900, records: 256 });
  size.took(1, 256);
  expect([size.at(899), size.at(900)]).toEqual([128, 512]);
  for (let records = 128; records > 1; records = size.at(700)) size.refused({ until: 800, records });
  expect(size.at(799)).toBe(1);
});
