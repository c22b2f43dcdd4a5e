import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { planLives } from './plan.ts';

const passing = { after: 'goes on' } as const;
const halting = { after: 'halts' } as const;
const slow = { ...passing, everyCycles: 3 } as const;
const faults = { a: passing, b: passing, c: passing, d: passing, slow, other: slow, x: halting, y: halting };

const plan = (rounds: number, seed = 1) => planLives(faults, rounds, seededRandom(seed));

test('there are as many rounds as asked for', () => {
  for (const rounds of [1, 5, 7, 40]) expect(plan(rounds).flat()).toHaveLength(rounds);
});

test('a fault at which services halt ends its life, and no other does', () => {
  const lives = plan(60);
  expect(lives.flatMap((life) => life.slice(0, -1)).filter((name) => 'xy'.includes(name))).toEqual([]);
  expect(lives.slice(0, -1).every((life) => 'xy'.includes(life.at(-1) ?? '-'))).toBe(true);
});

test('each comes once before any comes again, slow ones in every third cycle', () => {
  const counts = new Map<string, number>();
  for (const name of plan(20).flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  // three cycles of the six others are 18 rounds, two more are the slow ones
  expect(Object.fromEntries(counts)).toEqual({ a: 3, b: 3, c: 3, d: 3, x: 3, y: 3, slow: 1, other: 1 });
});

test('the seed decides the order', () => {
  expect(plan(20, 2)).toEqual(plan(20, 2));
  expect(plan(20, 2)).not.toEqual(plan(20, 3));
});

test('faults that all go on share lives of at most ten rounds', () => {
  const many = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`f${index}`, passing]));
  expect(planLives(many, 15, seededRandom(1)).map((life) => life.length)).toEqual([8, 7]);
});

test('slow faults chosen alone come every time', () => {
  expect(planLives({ slow }, 3, seededRandom(1))).toEqual([['slow'], ['slow'], ['slow']]);
});
