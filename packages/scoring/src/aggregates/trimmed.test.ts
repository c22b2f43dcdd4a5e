import { expect, test } from 'vitest';
import { highestDensityTrimmedMean, trimmedMean } from './trimmed.ts';

const ten = [0.01, 0.2, 0.2, 0.2, 0.3, 0.3, 0.3, 0.4, 0.4, 0.99];

test('the trimmed mean drops ⌊0.1 n⌋ at either end', () => {
  expect(trimmedMean(ten)).toBeCloseTo(0.2875, 12);
  expect(trimmedMean(ten.slice(0, 9))).toBeCloseTo(2.31 / 9, 12);
});
test('a tenth of thirty is three, whatever binary fractions say', () => {
  const thirty = [0, 0, 0, ...Array.from({ length: 24 }, () => 0.5), 1, 1, 1];
  expect(trimmedMean(thirty)).toBe(0.5);
});
test('the highest-density trimmed mean leaves out what lies apart', () => {
  const nine = Array.from({ length: 9 }, (_, index) => 0.1 + index / 100);
  expect(highestDensityTrimmedMean([0.9, ...nine])).toBeCloseTo(0.14, 12);
  expect(highestDensityTrimmedMean([0.001, ...nine.map((p) => p + 0.5)])).toBeCloseTo(0.64, 12);
});
test('of equally short intervals the lowest counts', () => {
  expect(highestDensityTrimmedMean([0.1, 0.2, 0.3], 0.6)).toBeCloseTo(0.15, 12);
});
test('one forecast is its own mean', () => {
  expect(trimmedMean([0.3])).toBe(0.3);
  expect(highestDensityTrimmedMean([0.3])).toBe(0.3);
});
test('nobody, and shares outside their bounds, are refused', () => {
  expect(() => trimmedMean([])).toThrow(expect.objectContaining({ code: 'empty-group' }));
  expect(() => trimmedMean([0.5], 0.5)).toThrow(
    expect.objectContaining({ code: 'out-of-range', field: 'share' }),
  );
  expect(() => highestDensityTrimmedMean([0.5], 0)).toThrow(
    expect.objectContaining({ code: 'out-of-range', field: 'kept' }),
  );
});
