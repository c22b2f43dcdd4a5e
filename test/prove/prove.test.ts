import { expect, test } from 'vitest';
import { knownCompletions } from './completions.ts';
import { truthOf } from './oracle.ts';
import killers from './killers.json' with { type: 'json' };
import { proveInParallel, runMutants } from './in-parallel.ts';
import { prove } from './prove.ts';
import type { SmallCase } from './small-world.ts';

const seed = 20_250_806;
const cases = 20_000;

test(`what the engine decides is the oracle's only value (${cases} cases from seed ${seed})`, async () => {
  const proof = await proveInParallel(cases, seed);
  expect(proof.unsound).toEqual([]);
  const decided = cases - (proof.byValue['open'] ?? 0) - (proof.byValue['indeterminate'] ?? 0);
  expect(proof.undecided / decided).toBeLessThan(0.04);
}, 600_000);

test('what ties with an edge is sure only where it is known which event or date makes it', () => {
  for (const each of [20_327_912, 20_640_750, 20_745_196]) expect(prove(1, each).unsound).toEqual([]);
});

const existing: SmallCase = {
  question: {
    kind: 'binary',
    claim: {
      op: 'compare',
      measure: {
        op: 'count',
        event: { op: 'match', type: 'strike' },
        window: { op: 'between', from: 5, until: 9, zone: 'UTC', offsets: [[0, 0]] },
        by: 'event',
      },
      is: '>=',
      value: 20,
    },
    coverage: [],
  },
  events: [],
  stretches: [],
};

test('a case outside the bounds of the oracle fails, it is not skipped', () => {
  const small = existing;
  const vague: SmallCase = {
    ...small,
    events: Array.from({ length: 4 }, (_, index) => ({
      id: `v${index}`,
      type: 'strike',
      participants: [],
      actor: null,
      target: null,
      interval: { from: 5, to: 6 },
      status: 'possible',
      attributes: {},
      roots: [`v${index}`],
      reports: [],
      firstLogTime: 5,
    })),
  };
  expect(() => knownCompletions(vague)).toThrow('4 doubts');
});

test('a case with too many completions fails, it is not skipped', () => {
  expect(() => truthOf(existing)).toThrow('too many completions');
});

test('every wrong engine is found out by the case that is kept for it', async () => {
  const seeds = new Map(Object.entries(killers));
  const fates = await runMutants((name) => [seeds.get(name) ?? 0]);
  expect(fates.filter(({ killedBy }) => killedBy === null)).toEqual([]);
  expect(fates.length).toBeGreaterThanOrEqual(25);
}, 600_000);
