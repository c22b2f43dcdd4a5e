import { fc, test } from '@fast-check/vitest';
import { expect, test as rule } from 'vitest';
import { checkPmf, clampProbability, logistic, logit, probability, probabilityOf } from './probability.ts';

test.prop([fc.double({ min: 0.001, max: 0.999, noNaN: true })])('logistic undoes logit', (p) => {
  expect(logistic(logit(p))).toBeCloseTo(p, 12);
});
rule('logistic never overflows', () => {
  expect(logistic(1e4)).toBe(1);
  expect(logistic(-1e4)).toBe(0);
  expect(() => logistic(Number.NaN)).toThrow(expect.objectContaining({ code: 'not-a-number' }));
});
rule('clamping keeps within 0.001 and 0.999', () => {
  expect([0, 0.3, 1].map((p) => clampProbability(p))).toEqual([0.001, 0.3, 0.999]);
});
rule.each([Number.NaN, -1e-9, 1.000001])('%d is no probability', (p) => {
  expect(() => probability(p, 'crowd')).toThrow(
    expect.objectContaining({ code: 'probability-out-of-bounds', field: 'crowd' }),
  );
});
rule('a distribution adds up to 1', () => {
  expect(checkPmf([0.1, 0.2, 0.7])).toHaveLength(3);
  expect(() => checkPmf([0.1, 0.2])).toThrow(
    expect.objectContaining({ code: 'probabilities-do-not-add-up' }),
  );
  expect(() => checkPmf([])).toThrow(expect.objectContaining({ code: 'empty-group' }));
  expect(() => checkPmf([1.2, -0.2])).toThrow(
    expect.objectContaining({ code: 'probability-out-of-bounds', field: 'pmf[0]' }),
  );
});
rule('an outcome is one of the options', () => {
  expect(probabilityOf([0.4, 0.6], 1)).toBe(0.6);
  expect(() => probabilityOf([0.4, 0.6], 2)).toThrow(expect.objectContaining({ code: 'no-such-outcome' }));
});
