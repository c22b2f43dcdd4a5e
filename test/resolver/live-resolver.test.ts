import { expect, test } from 'vitest';
import { seededRandom } from '../faults/random.ts';
import { diceOf } from '../prove/dice.ts';
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
    const live = play(given, { every: 1, mostEvents: anyNumber });
    expect(live.said).toEqual(play(given, { every: 1, mostEvents: fromNothing }).said);
    expect(live.crowded).toBe(0);
    expect(live.said.length).toBeGreaterThan(50);
    expect(live.said.some((each) => each.includes('verdict-settled'))).toBe(true);
  },
  120_000,
);

test('what has no room among the events that may be held is said all the same', () => {
  const given = randomGiven(4, 500, 30);
  const whole = play(given, { every: 1, mostEvents: anyNumber });
  const half = play(given, { every: 1, mostEvents: Math.floor(whole.events / 2) });
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
  const live = play(given, { every: 1, mostEvents: anyNumber });
  expect(live.said).toEqual(play(given, { every: 1, mostEvents: fromNothing }).said);
  expect(live.said.length).toBeGreaterThan(60);
}, 240_000);

test.each([
  [5, anyNumber],
  [6, anyNumber],
  [7, 60],
])(
  'random log %i: a resolver that goes on from snapshots says what one does that never stopped',
  (seed, mostEvents) => {
    const given = randomGiven(seed, 500, 40);
    const dice = diceOf(seededRandom(seed));
    const restarts = (): boolean => dice.chance(0.05);
    const restarted = play(given, { every: 1, mostEvents, restarts });
    expect(restarted.said).toEqual(play(given, { every: 1, mostEvents: anyNumber }).said);
    expect(restarted.restarted).toBeGreaterThan(10);
  },
  120_000,
);
