import { fc, test } from '@fast-check/vitest';
import { expect, test as rule } from 'vitest';
import { brierBinary, logBinary, brierTwoCategory } from './binary.ts';
import { baselineOptions, brierOptions, logOptions, ordinalBrier } from './options.ts';

const four = [0.15, 0.45, 0.25, 0.15];

rule('of (.15, .45, .25, .15) and the third, plain Brier is 0.81 and ordinal 0.27', () => {
  expect(brierOptions(four, 2)).toBeCloseTo(0.81, 12);
  expect(ordinalBrier(four, 2)).toBeCloseTo(0.27, 12);
});
rule('the log score is ln p_r, at least ln 0.001', () => {
  expect(logOptions([0.2, 0.5, 0.3], 1)).toBeCloseTo(Math.log(0.5), 12);
  expect(logOptions([0, 1], 0)).toBeCloseTo(Math.log(0.001), 12);
});
rule('the baseline score is 0 at chance and 36.9070 for 0.5 of three', () => {
  expect(baselineOptions([0.25, 0.25, 0.25, 0.25], 3)).toBeCloseTo(0, 12);
  expect(baselineOptions([0.2, 0.5, 0.3], 1)).toBeCloseTo(36.907025, 6);
});
rule('two options score as a binary question', () => {
  expect(brierOptions([0.3, 0.7], 1)).toBeCloseTo(brierTwoCategory(0.7, 1), 12);
  expect(ordinalBrier([0.3, 0.7], 1)).toBeCloseTo(2 * brierBinary(0.7, 1), 12);
  expect(logOptions([0.3, 0.7], 1)).toBeCloseTo(logBinary(0.7, 1), 12);
});
rule('an option that is not on offer is refused, and a choice of one', () => {
  expect(() => brierOptions(four, 4)).toThrow(expect.objectContaining({ code: 'no-such-outcome' }));
  expect(() => logOptions(four, 1.5)).toThrow(expect.objectContaining({ code: 'no-such-outcome' }));
  expect(() => baselineOptions([1], 0)).toThrow(expect.objectContaining({ code: 'no-such-outcome' }));
  expect(() => ordinalBrier([1], 0)).toThrow(expect.objectContaining({ code: 'no-such-outcome' }));
});

const pmf = fc.array(fc.integer({ min: 10, max: 1000 }), { minLength: 4, maxLength: 4 }).map((parts) => {
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
});
rule.each([
  ['Brier', brierOptions, 1],
  ['ordinal Brier', ordinalBrier, 1],
  ['log', logOptions, -1],
  ['baseline', baselineOptions, -1],
] as const)('no prediction has a better expected %s score than the truth', (_, score, sign) => {
  const expected = (said: readonly number[], truth: readonly number[]) =>
    truth.reduce((sum, p, outcome) => sum + sign * p * score(said, outcome), 0);
  const holds = fc.property(
    pmf,
    pmf,
    (said, truth) => expected(truth, truth) <= expected(said, truth) + 1e-9,
  );
  expect(fc.check(holds).failed).toBe(false);
});
test.prop([pmf, fc.nat(3)])('Brier scores lie within 0 and 2', (said, outcome) => {
  for (const score of [brierOptions(said, outcome), ordinalBrier(said, outcome)]) {
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(2);
  }
});
