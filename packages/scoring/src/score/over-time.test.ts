import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import { cdfOfPmf } from '../distribution/scale.ts';
import { scoringHorizon } from '../horizon.ts';
import { scoreQuestion, type ForecasterScore, type Standing } from './question.ts';

/**
 * An event at hazard 1 on [0, 1]: yes when it happens, no at 1. Times of the event are taken at the middle of 400
 * stretches.
 */
describe('a yes at hazard 1 on [0, 1]', () => {
  const stretches = 400;

  function expectedLog(standings: readonly Standing[]): number {
    const happening = Array.from({ length: stretches }, (_, index) => ({
      mass: Math.exp(-index / stretches) - Math.exp(-(index + 1) / stretches),
      decidedAt: (index + 0.5) / stretches,
      outcome: 1 as const,
    }));
    const never = { mass: Math.exp(-1), decidedAt: 1, outcome: 0 as const };
    return [...happening, never].reduce((sum, { mass, decidedAt, outcome }) => {
      const horizon = scoringHorizon({ open: 0, sched: 1, decidedAt });
      if (horizon === 'annulled') return sum;
      const [score] = scoreQuestion({ kind: 'binary', outcome, horizon, standings });
      return sum + mass * (score?.log ?? 0) * (score?.coverage ?? 0);
    }, 0);
  }
  const constant = (p: number): readonly Standing[] => [{ forecasterId: 'a', start: 0, end: Infinity, p }];
  const truthful = Array.from({ length: stretches }, (_, index) => ({
    forecasterId: 'a',
    start: index / stretches,
    end: (index + 1) / stretches,
    p: 1 - Math.exp(-(1 - (index + 0.5) / stretches)),
  }));

  rule('has 0.418 as the best forecast to leave standing, not the truth 0.632', () => {
    const candidates = Array.from({ length: 61 }, (_, index) => 0.388 + index / 1000);
    const values = candidates.map((p) => expectedLog(constant(p)));
    expect(candidates[values.indexOf(Math.max(...values))]).toBeCloseTo(0.418, 9);
    expect(expectedLog(constant(1 - Math.exp(-1)))).toBeLessThan(Math.max(...values));
  });
  rule('rewards being right at every instant above the best forecast left standing', () => {
    expect(expectedLog(truthful)).toBeGreaterThan(expectedLog(constant(0.418)));
    const shaded = truthful.map((standing) => ({ ...standing, p: standing.p * 0.97 }));
    expect(expectedLog(truthful)).toBeGreaterThan(expectedLog(shaded));
  });
});

/**
 * A world in which one of three things happens at one of four instants: `masses[instant][thing]`. A forecaster says a
 * distribution for each stretch before an instant; the truth is the distribution given that nothing happened before.
 */
describe('a forecaster who is right at every instant, early decision included', () => {
  type Plan = readonly (readonly number[])[];
  const steps = 4;
  const things = 3;
  const mass = fc.integer({ min: 1, max: 9 });
  const world = fc.array(fc.array(mass, { minLength: things, maxLength: things }), {
    minLength: steps,
    maxLength: steps,
  });
  const share = (parts: readonly number[]) => {
    const sum = parts.reduce((total, part) => total + part, 0);
    return parts.map((part) => part / sum);
  };
  const truthOf = (masses: Plan): Plan =>
    masses.map((_, step) =>
      share(
        Array.from({ length: things }, (_, thing) =>
          sumOver(masses.slice(step).map((row) => row[thing] ?? 0)),
        ),
      ),
    );
  const sumOver = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const spans = (forecasterId: string, plan: Plan) =>
    plan.map((pmf, step) => ({ forecasterId, start: step, end: step + 1, pmf }));

  function expected(masses: Plan, plan: Plan, worth: (score: ForecasterScore) => number): number {
    const standings = [
      ...spans('own', plan),
      ...spans('b', truthOf(world2)),
      ...spans('c', world2.map(share)),
    ];
    return expectation(masses, (close, outcome) => {
      const rows = scoreQuestion({
        kind: 'options',
        outcome,
        standings,
        horizon: { open: 0, sched: steps, close },
      });
      const own = rows.find(({ forecasterId }) => forecasterId === 'own');
      return own === undefined ? 0 : worth(own);
    });
  }
  /** What the other two of the group say. */
  const world2: Plan = [
    [1, 5, 2],
    [3, 3, 1],
    [8, 1, 1],
    [1, 1, 6],
  ];
  function expectation(masses: Plan, of: (close: number, thing: number) => number): number {
    const total = sumOver(masses.map(sumOver));
    return sumOver(
      masses.flatMap((row, step) => row.map((weight, thing) => (weight / total) * of(step + 1, thing))),
    );
  }

  rule.each([
    ['Brier', (score: ForecasterScore) => -score.loss * score.coverage],
    ['log', (score: ForecasterScore) => score.log * score.coverage],
    ['baseline', (score: ForecasterScore) => score.baseline],
    ['peer', (score: ForecasterScore) => score.peer],
  ])('has the best expected %s score', (_, worth) => {
    const best = fc.property(world, world, (masses, said) => {
      const truth = truthOf(masses);
      return expected(masses, truth, worth) >= expected(masses, said.map(share), worth) - 1e-9;
    });
    expect(fc.check(best, { numRuns: 60 }).failed).toBe(false);
  });

  test.prop([world, world], { numRuns: 30 })('has the best expected CRPS', (masses, said) => {
    const range = { min: 0, max: things, openBelow: false, openAbove: false };
    // A thing is a bucket of the range; an outcome lies anywhere in it, at one of 16 places.
    const crpsOf = (plan: Plan) => {
      const standings = plan.map((pmf, step) => ({
        forecasterId: 'own',
        start: step,
        end: step + 1,
        cdf: [...cdfOfPmf([0, ...pmf]), 1],
      }));
      return expectation(masses, (close, thing) => {
        const horizon = { open: 0, sched: steps, close };
        const at = (place: number) => thing + (place + 0.5) / 16;
        const losses = Array.from({ length: 16 }, (_, place) => {
          const [own] = scoreQuestion({ kind: 'numeric', outcome: at(place), range, horizon, standings });
          return (own?.loss ?? 0) * (own?.coverage ?? 0);
        });
        return sumOver(losses) / losses.length;
      });
    };
    expect(crpsOf(truthOf(masses))).toBeLessThanOrEqual(crpsOf(said.map(share)) + 1e-3);
  });
});

describe('re-resolution', () => {
  const standings: readonly Standing[] = [
    { forecasterId: 'a', start: 0, end: 4, p: 0.7 },
    { forecasterId: 'a', start: 4, end: Infinity, p: 0.9 },
    { forecasterId: 'b', start: 2, end: Infinity, p: 0.3 },
  ];
  const resolve = (outcome: 0 | 1, close: number) =>
    scoreQuestion({ kind: 'binary', outcome, standings, horizon: { open: 0, sched: 10, close } });

  rule('scores again from the predictions, and back again gives the first scores to the last digit', () => {
    const first = resolve(1, 6);
    const [a] = resolve(0, 8);
    expect(a?.coverage).toBe(0.8);
    expect(a?.loss).toBeCloseTo((4 * 0.49 + 4 * 0.81) / 8, 12);
    expect(resolve(1, 6)).toEqual(first);
  });
  rule('annuls where the decision turns out to be before opening', () => {
    expect(scoringHorizon({ open: 0, sched: 10, decidedAt: 0 })).toBe('annulled');
  });
});
