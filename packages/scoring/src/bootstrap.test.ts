import { describe, expect, test } from 'vitest';
import { percentileInterval, resample } from './bootstrap.ts';
import { randomFrom } from './random.ts';

describe('randomness', () => {
  test('is the same for the same seed, within [0, 1), and even', () => {
    const [one, two] = [randomFrom(42), randomFrom(42)];
    const drawn = Array.from({ length: 10_000 }, () => one());
    expect(Array.from({ length: 10_000 }, () => two())).toEqual(drawn);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(drawn.reduce((sum, x) => sum + x, 0) / drawn.length).toBeCloseTo(0.5, 1);
  });
  test('needs a whole seed', () => {
    expect(() => randomFrom(0.5)).toThrow(expect.objectContaining({ code: 'not-a-number', field: 'seed' }));
  });
});

describe('resampling', () => {
  test('draws as many as there are, a thousand times', () => {
    let rounds = 0;
    for (const draws of resample(20, { seed: 1 })) {
      rounds += 1;
      expect(draws.reduce((sum, times) => sum + times, 0)).toBe(20);
    }
    expect(rounds).toBe(1000);
  });
  test('refuses less than one round', () => {
    expect(() => [...resample(3, { seed: 1, resamples: 0 })]).toThrow(
      expect.objectContaining({ code: 'out-of-range' }),
    );
  });
});

describe('percentile interval', () => {
  test('of 1,000 at 95 % is the 26th smallest to the 975th', () => {
    const found = Array.from({ length: 1000 }, (_, index) => 1000 - index);
    expect(percentileInterval(found)).toEqual({ low: 26, high: 975 });
    expect(percentileInterval([4])).toEqual({ low: 4, high: 4 });
  });
  test('of nothing, or at no level, is refused', () => {
    expect(() => percentileInterval([])).toThrow(expect.objectContaining({ code: 'empty-group' }));
    expect(() => percentileInterval([1], 1)).toThrow(expect.objectContaining({ code: 'out-of-range' }));
  });
});
