import { expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor, toPage } from './cursor.ts';
import type { Problem } from './problem.ts';

const position = z.tuple([z.string(), z.number()]);

test('a cursor comes back as the position it was made from', () => {
  expect(decodeCursor(position, encodeCursor(['2025-08-15', 7]))).toEqual(['2025-08-15', 7]);
});

test('without a cursor there is no position', () => {
  expect(decodeCursor(position, undefined)).toBeUndefined();
});

test.each(['', '%%%', 'bm90IGpzb24', encodeCursor({ other: 'list' }), encodeCursor(['2025-08-15', 'seven'])])(
  'the cursor %j is refused by name',
  (cursor) => {
    const refused = expect.objectContaining({
      extras: { errors: [expect.objectContaining({ field: 'cursor' })] },
    }) as Problem;
    expect(() => decodeCursor(position, cursor)).toThrow(refused);
  },
);

test('the last page has no cursor', () => {
  expect(toPage([1, 2], 2, (row) => row)).toEqual({ items: [1, 2], nextCursor: null });
  expect(toPage([], 2, (row) => row)).toEqual({ items: [], nextCursor: null });
});

test('the next page starts after the last row of this one', () => {
  const page = toPage([1, 2, 3], 2, (row) => row);
  expect(page.items).toEqual([1, 2]);
  expect(decodeCursor(z.number(), page.nextCursor ?? undefined)).toBe(2);
});
