import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import {
  baselineBinary,
  brierBinary,
  brierTwoCategory,
  expectedBaseline,
  logBinary,
  type BinaryOutcome,
} from './binary.ts';

const inside = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe('worked examples', () => {
  rule('a Brier score of 0.7 for yes is 0.09, in two categories 0.18', () => {
    expect(brierBinary(0.7, 1)).toBeCloseTo(0.09, 12);
    expect(brierTwoCategory(0.7, 1)).toBeCloseTo(0.18, 12);
  });
  rule('a log score of 0.7 for no is ln 0.3', () => {
    expect(logBinary(0.7, 0)).toBeCloseTo(Math.log(0.3), 12);
  });
  rule('the log score counts 0 and 1 as 0.001 and 0.999', () => {
    expect(logBinary(0, 1)).toBeCloseTo(Math.log(0.001), 12);
    expect(logBinary(1, 1)).toBeCloseTo(Math.log(0.999), 12);
  });
  rule('the baseline score is 0 at chance and 48.5427 for 0.7 and yes', () => {
    expect(baselineBinary(0.5, 0)).toBe(0);
    expect(baselineBinary(0.7, 1)).toBeCloseTo(48.542683, 6);
  });
  rule('the expected baseline is 27.8072 for 0.8 in a crowd of 0.8', () => {
    expect(expectedBaseline(0.8, 0.8)).toBeCloseTo(27.807191, 6);
    expect(expectedBaseline(0.5, 0.9)).toBe(0);
  });
});

describe('propriety', () => {
  const expected = (score: (p: number, y: BinaryOutcome) => number, p: number, truth: number) =>
    truth * score(p, 1) + (1 - truth) * score(p, 0);

  test.prop([inside, inside])(
    'no prediction has a better expected Brier score than the truth',
    (p, truth) => {
      expect(expected(brierBinary, truth, truth)).toBeLessThanOrEqual(
        expected(brierBinary, p, truth) + 1e-12,
      );
    },
  );
  test.prop([inside, inside])('no prediction has a better expected log score than the truth', (p, truth) => {
    expect(expected(logBinary, truth, truth)).toBeGreaterThanOrEqual(expected(logBinary, p, truth) - 1e-12);
  });
  test.prop([inside, inside])(
    'no prediction has a better expected baseline than the crowd, were it right',
    (p, c) => {
      expect(expectedBaseline(c, c)).toBeGreaterThanOrEqual(expectedBaseline(p, c) - 1e-9);
    },
  );
});

rule.each([Number.NaN, -0.1, 1.1, Infinity])('%d is refused as a probability', (p) => {
  const refusal: unknown = expect.objectContaining({ code: 'probability-out-of-bounds', field: 'p' });
  expect(() => brierBinary(p, 1)).toThrow(refusal);
  expect(() => logBinary(p, 1)).toThrow(refusal);
  expect(() => baselineBinary(p, 1)).toThrow(refusal);
});

rule('an outcome that is neither yes nor no is refused', () => {
  const refusal: unknown = expect.objectContaining({ code: 'no-such-outcome', field: 'y' });
  expect(() => brierBinary(0.5, 2 as BinaryOutcome)).toThrow(refusal);
  expect(() => logBinary(0.5, Number.NaN as BinaryOutcome)).toThrow(refusal);
});
