import { expect, test } from 'vitest';
import { takenReports } from '../bench/claims-icews/courses.ts';
import { compareReplays } from '../bench/claims-icews/compare.ts';
import { inventedReports } from '../faults/embedded/rows.ts';

test('a log in order, shuffled with its stamps and disturbed ends in the verdicts of the evaluation from nothing', () => {
  const found = compareReplays(takenReports(inventedReports(900)), 120, 7);
  expect(found.differing).toEqual([]);
  expect(found.claims).toBe(120);
  expect(Object.keys(found.byValue).length).toBeGreaterThanOrEqual(3);
}, 240_000);
