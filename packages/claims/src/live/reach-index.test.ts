import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { ReachIndex } from './reach-index.ts';

interface Item {
  readonly id: number;
  readonly reach: { readonly from: number; readonly to: number };
  closed: boolean;
}

const stretch = fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 300 }));
const courses = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: stretch.map(([from, length]) => ({ kind: 'add' as const, from, length })) },
    { weight: 2, arbitrary: fc.nat(400).map((index) => ({ kind: 'close' as const, index })) },
  ),
  { maxLength: 400, size: 'max' },
);

test.prop([courses, fc.array(stretch, { minLength: 5, maxLength: 5 })])(
  'finds what reaches over an instant, each once, and nothing that is closed',
  (course, asked) => {
    const index = new ReachIndex<Item>();
    const items: Item[] = [];
    for (const step of course) {
      if (step.kind === 'add') {
        const reach = { from: step.from, to: step.from + step.length };
        const item = { id: items.length, reach, closed: false };
        items.push(item);
        index.add(item);
        continue;
      }
      const item = items[step.index];
      if (item === undefined || item.closed) continue;
      item.closed = true;
      index.forgetClosed();
    }
    for (const [low, length] of asked) {
      const high = low + length - 1;
      const found: number[] = [];
      index.visit(low, high, ({ id }) => found.push(id));
      const expected = items.filter(({ reach, closed }) => !closed && reach.from <= high && reach.to > low);
      expect(found.toSorted((a, b) => a - b)).toEqual(expected.map(({ id }) => id));
    }
  },
);
