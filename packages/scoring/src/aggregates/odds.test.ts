import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import {
  addOdds,
  extremisedOdds,
  geometricMeanOfOdds,
  neymanRoughgarden,
  neymanRoughgardenFactor,
  removeOdds,
  replaceOdds,
  tallyForecast,
} from './odds.ts';
import { EMPTY_TALLY } from './tally.ts';

const p = fc.double({ min: 0.001, max: 0.999, noNaN: true });

rule('the geometric mean of odds of 0.1, 0.2, 0.4 and 0.5 is 0.269483', () => {
  expect(geometricMeanOfOdds([0.1, 0.2, 0.4, 0.5])).toBeCloseTo(0.269483, 6);
});
rule('extremising by 2.5 makes 0.076342 of it, by 1 nothing else', () => {
  expect(extremisedOdds([0.1, 0.2, 0.4, 0.5], 2.5)).toBeCloseTo(0.076342, 6);
  expect(extremisedOdds([0.1, 0.2, 0.4, 0.5], 1)).toBe(geometricMeanOfOdds([0.1, 0.2, 0.4, 0.5]));
  expect(() => extremisedOdds([0.1], 0)).toThrow(expect.objectContaining({ code: 'out-of-range' }));
});
rule('Neyman–Roughgarden makes 0.185344 of it, and leaves a forecast at the base rate where it is', () => {
  expect(neymanRoughgarden([0.1, 0.2, 0.4, 0.5])).toBeCloseTo(0.185344, 6);
  expect(neymanRoughgarden([0.2, 0.2, 0.2], 0.2)).toBeCloseTo(0.2, 12);
});
rule.each([
  [1, 1],
  [2, 1.2915],
  [3, 1.4153],
  [5, 1.529],
  [10, 1.625],
])('the Neyman–Roughgarden factor of %i forecasters is %f', (n, factor) => {
  expect(neymanRoughgardenFactor(n)).toBeCloseTo(factor, 4);
});
rule('the Neyman–Roughgarden factor tends to √3', () => {
  expect(neymanRoughgardenFactor(1e6)).toBeCloseTo(Math.sqrt(3), 5);
  expect(() => neymanRoughgardenFactor(0)).toThrow(expect.objectContaining({ code: 'empty-group' }));
});
rule('0 and 1 count as 0.001 and 0.999', () => {
  expect(geometricMeanOfOdds([0, 1])).toBeCloseTo(0.5, 12);
  expect(geometricMeanOfOdds([0])).toBeCloseTo(0.001, 12);
});
rule('an empty group is refused', () => {
  expect(() => geometricMeanOfOdds([])).toThrow(
    expect.objectContaining({ code: 'empty-group', field: 'ps' }),
  );
});
test.prop([fc.array(p, { minLength: 1 }), fc.nat()])(
  'the order of forecasters changes nothing',
  (ps, turn) => {
    const at = turn % ps.length;
    const turned = [...ps.slice(at), ...ps.slice(0, at)].toReversed();
    expect(geometricMeanOfOdds(turned)).toBeCloseTo(geometricMeanOfOdds(ps), 12);
  },
);

describe('the tally', () => {
  rule('is null while nobody stands', () => {
    expect(tallyForecast(EMPTY_TALLY)).toBeNull();
    expect(tallyForecast(removeOdds(addOdds(EMPTY_TALLY, 0.3), 0.3))).toBeNull();
  });
  rule('refuses to remove what is not there', () => {
    expect(() => removeOdds(EMPTY_TALLY, 0.3)).toThrow(expect.objectContaining({ code: 'empty-group' }));
  });
  const change = fc.record({ who: fc.nat(8), p: fc.option(p) });
  test.prop([fc.array(change, { maxLength: 200 })])(
    'equals the mean from scratch after any history',
    (changes) => {
      const standing = new Map<number, number>();
      let tally = EMPTY_TALLY;
      for (const { who, p: next } of changes) {
        const before = standing.get(who);
        if (next !== null)
          tally = before === undefined ? addOdds(tally, next) : replaceOdds(tally, before, next);
        else if (before !== undefined) tally = removeOdds(tally, before);
        if (next === null) standing.delete(who);
        else standing.set(who, next);
      }
      if (standing.size === 0) expect(tallyForecast(tally)).toBeNull();
      else expect(tallyForecast(tally)).toBeCloseTo(geometricMeanOfOdds([...standing.values()]), 13);
    },
  );
});
