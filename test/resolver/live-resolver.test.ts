import { expect, test } from 'vitest';
import { demonstrationLog } from '../prove/replayed-demonstration.ts';
import { play, randomGiven } from './testing/played.ts';
import type { Given } from './testing/played.ts';

/** No event may be held: every question is evaluated from nothing at every record that may touch it. */
const fromNothing = -1;
const anyNumber = Infinity;

test.each([1, 2, 3])(
  'random log %i: the live engine says record by record what the evaluation from nothing says',
  (seed) => {
    const given = randomGiven(seed, 700, 40);
    const live = play(given, 1, anyNumber);
    expect(live.said).toEqual(play(given, 1, fromNothing).said);
    expect(live.crowded).toBe(0);
    expect(live.said.length).toBeGreaterThan(50);
    expect(live.said.some((each) => each.includes('verdict-settled'))).toBe(true);
  },
  120_000,
);

test('what has no room among the events that may be held is said all the same', () => {
  const given = randomGiven(4, 500, 30);
  const whole = play(given, 1, anyNumber);
  const half = play(given, 1, Math.floor(whole.events / 2));
  expect(half.said).toEqual(whole.said);
  expect(half.crowded).toBeGreaterThan(0);
  expect(half.crowded).toBeLessThan(30);
  expect(half.events).toBeLessThanOrEqual(whole.events / 2);
}, 120_000);

test('over the demonstration the live engine says what the evaluation from nothing says', async () => {
  const log = await demonstrationLog();
  const given = log
    .filter(({ type }) => !type.includes('verdict'))
    .map(({ position, ...record }): Given => ({ ...record, topic: position.topic }))
    .toSorted((a, b) => a.logTime - b.logTime);
  const live = play(given, 1, anyNumber);
  expect(live.said).toEqual(play(given, 1, fromNothing).said);
  expect(live.said.length).toBeGreaterThan(60);
}, 240_000);
