import { expect, test } from 'vitest';
import {
  complementOf,
  contains,
  containsAll,
  everywhere,
  firstFrom,
  intersectionOf,
  lengthOf,
  meeting,
  meets,
  nowhere,
  spread,
  unionOf,
  without,
} from './interval-set.ts';

const set = unionOf([
  { from: 5, to: 7 },
  { from: 0, to: 2 },
  { from: 2, to: 3 },
  { from: 9, to: 9 },
]);

test('intervals that touch or overlap are one, empty ones none', () => {
  expect(set).toEqual([
    { from: 0, to: 3 },
    { from: 5, to: 7 },
  ]);
});

test('the complement of the complement is the set', () => {
  expect(complementOf(complementOf(set))).toEqual(set);
  expect(complementOf(everywhere)).toEqual(nowhere);
  expect(complementOf(nowhere)).toEqual(everywhere);
});

test('union, intersection and difference agree with membership', () => {
  const other = unionOf([{ from: 2, to: 6 }]);
  for (let instant = -2; instant < 10; instant += 1) {
    const [a, b] = [contains(set, instant), contains(other, instant)];
    expect(contains(unionOf([...set, ...other]), instant)).toBe(a || b);
    expect(contains(intersectionOf(set, other), instant)).toBe(a && b);
    expect(contains(without(set, other), instant)).toBe(a && !b);
  }
});

test('bounds of questions about a range are included', () => {
  expect(containsAll(set, 0, 2)).toBe(true);
  expect(containsAll(set, 0, 3)).toBe(false);
  expect(meets(set, 3, 4)).toBe(false);
  expect(meets(set, 3, 5)).toBe(true);
  expect(meeting(set, 2, 5)).toEqual(set);
  expect(meeting(set, 3, 4)).toEqual(nowhere);
  expect(meeting(set, 5, Infinity)).toEqual([{ from: 5, to: 7 }]);
});

test('a set spreads by the least and the most delay', () => {
  expect(spread(set, 1, 1)).toEqual([
    { from: 1, to: 4 },
    { from: 6, to: 8 },
  ]);
  expect(spread(set, 0, 2)).toEqual([{ from: 0, to: 9 }]);
});

test('the first instant and the length of a set', () => {
  expect(firstFrom(set, 1)).toBe(1);
  expect(firstFrom(set, 3)).toBe(5);
  expect(firstFrom(set, 7)).toBe(Infinity);
  expect(lengthOf(set)).toBe(5);
});
