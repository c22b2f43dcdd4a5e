import { describe, expect, test } from 'vitest';
import { checkHorizon, coverage, scoringHorizon, spotTime } from './horizon.ts';

describe('scoring time', () => {
  test('ends at the schedule while nothing is decided', () => {
    expect(scoringHorizon({ open: 0, sched: 10 })).toEqual({ open: 0, sched: 10, close: 10 });
  });
  test('ends at the decision if that is earlier', () => {
    expect(scoringHorizon({ open: 0, sched: 10, decidedAt: 4 })).toEqual({ open: 0, sched: 10, close: 4 });
    expect(scoringHorizon({ open: 0, sched: 10, decidedAt: 14 })).toEqual({ open: 0, sched: 10, close: 10 });
  });
  test.each([0, -1])('is annulled by a decision at %i, not after opening', (decidedAt) => {
    expect(scoringHorizon({ open: 0, sched: 10, decidedAt })).toBe('annulled');
  });
  test('without length or without numbers is refused', () => {
    expect(() => scoringHorizon({ open: 3, sched: 3 })).toThrow(
      expect.objectContaining({ code: 'zero-horizon' }),
    );
    expect(() => scoringHorizon({ open: 0, sched: 3, decidedAt: Number.NaN })).toThrow(
      expect.objectContaining({ code: 'not-a-number', field: 'decidedAt' }),
    );
    expect(() => checkHorizon({ open: 0, sched: 3, close: 4 })).toThrow(
      expect.objectContaining({ code: 'bad-interval', field: 'close' }),
    );
  });
});

describe('coverage', () => {
  const horizon = { open: 0, sched: 10, close: 7 };
  test('is the share of the scheduled time, up to the close', () => {
    expect(coverage(horizon, 2, Infinity)).toBe(0.5);
    expect(coverage(horizon, -3, 4)).toBe(0.4);
    expect(coverage(horizon, 7, 9)).toBe(0);
  });
  test('of a stretch that ends before it starts is refused', () => {
    expect(() => coverage(horizon, 4, 3)).toThrow(expect.objectContaining({ code: 'bad-interval' }));
  });
});

describe('spot time', () => {
  const horizon = { open: 5, sched: 10, close: 9 };
  test('is the explicit one before all others', () => {
    expect(spotTime(horizon, { explicit: 6, revealAt: 7, closedAt: 8 })).toBe(6);
  });
  test('is the reveal time if that is after opening', () => {
    expect(spotTime(horizon, { revealAt: 7, closedAt: 8 })).toBe(7);
    expect(spotTime(horizon, { revealAt: 5, closedAt: 8 })).toBe(8);
  });
  test('is else the actual close, else the scheduled one, never later than the end of scoring', () => {
    expect(spotTime(horizon, { closedAt: 8 })).toBe(8);
    expect(spotTime(horizon)).toBe(9);
    expect(spotTime(horizon, { explicit: 12 })).toBe(9);
  });
  test('before opening is refused', () => {
    expect(() => spotTime(horizon, { explicit: 4 })).toThrow(
      expect.objectContaining({ code: 'out-of-range', field: 'spot' }),
    );
  });
});
