import { checkHorizon, coverage, type Horizon } from '../horizon.ts';
import { checkFinite, checkNotEmpty, ScoringError } from '../error.ts';
import { probability } from '../probability.ts';
import { checkBinaryOutcome, type BinaryOutcome } from '../score/binary.ts';
import type { Standing } from '../score/question.ts';

/** A prediction and what came of it. */
export interface Judged {
  /** Probability of yes. */
  readonly p: number;
  readonly y: BinaryOutcome;
  /** What it counts for, above 0: 1, or for a time-weighted curve its coverage. @default 1 */
  readonly weight?: number;
}

/**
 * Each standing prediction of a question with its coverage as weight: the time-weighted variant of all that takes
 * `Judged`. Those that never stood within the horizon are left out.
 */
export function timeWeighted(
  horizon: Horizon,
  outcome: BinaryOutcome,
  standings: readonly Standing[],
): readonly Judged[] {
  checkHorizon(horizon);
  return standings
    .map(({ p, start, end }) => ({ p, y: outcome, weight: coverage(horizon, start, end) }))
    .filter(({ weight }) => weight > 0);
}

/**
 * Only questions past their scheduled close at `at`, however early they were decided: a yes comes early, a no at the
 * end, so that the questions decided so far have too many of yes.
 */
export function pastSchedule<Row extends { readonly sched: number }>(
  rows: readonly Row[],
  at: number,
): readonly Row[] {
  checkFinite(at, 'at');
  return rows.filter(({ sched }) => sched <= at);
}

/** @throws {ScoringError} `empty-group`, `probability-out-of-bounds`, `no-such-outcome`, `out-of-range` */
export function checkJudged(judged: readonly Judged[]): readonly Required<Judged>[] {
  checkNotEmpty(judged, 'judged');
  return judged.map(({ p, y, weight = 1 }, index) => {
    if (!(checkFinite(weight, `judged[${index}].weight`) > 0)) {
      throw new ScoringError('out-of-range', `judged[${index}].weight`, `${weight} is not above 0`);
    }
    return { p: probability(p, `judged[${index}].p`), y: checkBinaryOutcome(y), weight };
  });
}

/** Predictions that belong together, with their means. */
export interface Group {
  readonly members: readonly Required<Judged>[];
  readonly weight: number;
  /** Weighted mean of p. */
  readonly meanForecast: number;
  /** Weighted share of yes. */
  readonly frequency: number;
}

export function groupOf(members: readonly Required<Judged>[]): Group {
  let weight = 0;
  let p = 0;
  let y = 0;
  for (const member of members) {
    weight += member.weight;
    p += member.weight * member.p;
    y += member.weight * member.y;
  }
  return { members, weight, meanForecast: p / weight, frequency: y / weight };
}

/** One group for each distinct p, in rising order. */
export function groupsByForecast(judged: readonly Required<Judged>[]): readonly Group[] {
  const byForecast = Map.groupBy(judged, ({ p }) => p);
  return [...byForecast].sort(([p], [q]) => p - q).map(([, members]) => groupOf(members));
}
