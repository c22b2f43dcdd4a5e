import { expect, test } from 'vitest';
import { makeBell } from './bell.ts';

const never = new AbortController().signal;

test('a ring after the count wakes at once', async () => {
  const bell = makeBell();
  const heard = bell.count();
  bell.ring();
  await bell.after(heard, never);
  expect(bell.count()).toBe(1);
});

test('a ring wakes all who wait', async () => {
  const bell = makeBell();
  const waiting = Promise.all([bell.after(0, never), bell.after(0, never)]);
  bell.ring();
  expect(await waiting).toHaveLength(2);
});

test('the signal and the time end the wait without a ring', async () => {
  const bell = makeBell();
  const stop = new AbortController();
  const waiting = Promise.all([bell.after(0, stop.signal), bell.after(0, never, 1)]);
  stop.abort();
  await waiting;
  await bell.after(0, stop.signal);
  expect(bell.count()).toBe(0);
});
