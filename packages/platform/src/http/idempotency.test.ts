import { expect, test } from 'vitest';
import { rowIdOf, writeIdOf } from './idempotency.ts';

const request = { principalId: 'p1', route: 'POST /v1/things', key: 'order-7' };

test('one principal, route and key give one id', () => {
  expect(writeIdOf(request)).toBe(writeIdOf({ ...request }));
  expect(writeIdOf(request)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
});

test.each([{ principalId: 'p2' }, { route: 'POST /v1/others' }, { key: 'order-8' }])(
  'another %o gives another id',
  (change) => {
    expect(writeIdOf({ ...request, ...change })).not.toBe(writeIdOf(request));
  },
);

test('parts do not run into each other', () => {
  expect(writeIdOf({ ...request, principalId: 'p1","x', route: 'y' })).not.toBe(
    writeIdOf({ ...request, principalId: 'p1', route: 'x","y' }),
  );
});

test('without a key every write is a new one', () => {
  expect(writeIdOf({ ...request, key: undefined })).not.toBe(writeIdOf({ ...request, key: undefined }));
});

test('the rows of a batch have ids of their own, the same on every retry', () => {
  const batch = writeIdOf(request);
  expect(rowIdOf(batch, 0)).toBe(rowIdOf(batch, 0));
  expect(new Set([batch, rowIdOf(batch, 0), rowIdOf(batch, 1), rowIdOf(batch, 10)]).size).toBe(4);
});
