import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { countBelow, countLeading } from './halving.ts';

test.prop([fc.array(fc.integer({ min: -5, max: 5 })), fc.integer({ min: -6, max: 6 })])(
  'as many are counted as are less, in whatever numbers they come',
  (numbers, bound) => {
    const ascending = numbers.toSorted((a, b) => a - b);
    const less = numbers.filter((each) => each < bound).length;
    expect(countBelow(ascending, bound)).toBe(less);
    expect(countLeading(less, () => true)).toBe(less);
  },
);
