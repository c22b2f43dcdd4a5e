import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import { addOdds, EMPTY_TALLY, geometricMeanOfOdds, removeOdds, replaceOdds, tallyForecast } from './odds.ts';

const p = fc.double({ min: 0.001, max: 0.999, noNaN: true });

rule('the geometric mean of odds of 0.1, 0.2, 0.4 and 0.5 is 0.269483', () => {
  expect(geometricMeanOfOdds([0.1, 0.2, 0.4, 0.5])).toBeCloseTo(0.269483, 6);
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
