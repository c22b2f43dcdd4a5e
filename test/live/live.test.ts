import { expect, test } from 'vitest';
import type { LiveClaims } from '@casus/claims/live';
import { withMutant } from '../prove/run-mutants.ts';
import { liveMutants } from './live-mutants.ts';
import { runCourse } from './random-course.ts';
import type { Cast } from './random-course.ts';

/** Far more courses than any of the wrong engines gets through. */
const mostCourses = 1000;

test.each<readonly [Cast, number]>([
  ['common', 100],
  ['all', 20],
])(
  'live claims (%s) say at every step what the evaluation of all that is known says',
  (cast, courses) => {
    const found = Array.from({ length: courses }, (_, index) => ({ index, ...runCourse(index + 1, cast) }));
    expect(found.filter(({ difference }) => difference !== null)).toEqual([]);
    expect(found.reduce((total, { compared }) => total + compared, 0)).toBeGreaterThan(50 * courses);
  },
  240_000,
);

test.each(liveMutants)(
  'is found out: $name',
  async (mutant) => {
    const killer = await withMutant(mutant, 'live/index.ts', (loaded) => {
      const { LiveClaims: wrong } = loaded as { readonly LiveClaims: typeof LiveClaims };
      return Array.from({ length: mostCourses }, (_, index) => index + 1).find((seed) =>
        differs(seed, wrong),
      );
    });
    expect(killer).toBeDefined();
  },
  240_000,
);

/** A wrong engine that fails differs too. */
function differs(seed: number, wrong: typeof LiveClaims): boolean {
  try {
    return runCourse(seed, 'common', wrong).difference !== null;
  } catch {
    return true;
  }
}
