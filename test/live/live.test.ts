import { expect, test } from 'vitest';
import { withMutant } from '../prove/run-mutants.ts';
import { liveMutants } from './live-mutants.ts';
import { runCourse } from './random-course.ts';
import type { LiveClaims } from '@casus/claims/live';

const courses = Array.from({ length: 30 }, (_, index) => index + 1);

test('live claims say at every step of a course what the evaluation of all that is known says', () => {
  const found = courses.map((seed) => ({ seed, ...runCourse(seed) }));
  expect(found.filter(({ difference }) => difference !== null)).toEqual([]);
  expect(found.reduce((total, { compared }) => total + compared, 0)).toBeGreaterThan(1000);
}, 120_000);

test.each(liveMutants)('is found out: $name', async ({ killer, ...mutant }) => {
  const difference = await withMutant(mutant, 'live/index.ts', (loaded) => {
    const { LiveClaims: wrong } = loaded as { readonly LiveClaims: typeof LiveClaims };
    return differs(killer, wrong);
  });
  expect(difference).toBe(true);
});

/** A wrong engine that fails differs too. */
function differs(seed: number, wrong: typeof LiveClaims): boolean {
  try {
    return runCourse(seed, wrong).difference !== null;
  } catch {
    return true;
  }
}
