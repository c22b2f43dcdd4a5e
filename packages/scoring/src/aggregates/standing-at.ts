import { checkFinite } from '../error.ts';
import type { Span } from '../score/standing.ts';

/**
 * What stands at an instant: of each forecaster the latest prediction with `start ≤ at < end`, oldest first and equal
 * starts as given, as the recency weights want them. What comes later changes nothing: predictions after `at` are not
 * looked at, and an `end` after it counts like none.
 * @param at seconds
 * @throws {ScoringError} `not-a-number`
 */
export function standingAt<Standing extends Span>(
  standings: readonly Standing[],
  at: number,
): readonly Standing[] {
  checkFinite(at, 'at');
  const latest = new Map<string, Standing>();
  for (const standing of standings) {
    if (standing.start > at || standing.end <= at) continue;
    const before = latest.get(standing.forecasterId);
    if (before === undefined || before.start <= standing.start) latest.set(standing.forecasterId, standing);
  }
  return standings
    .filter((standing) => latest.get(standing.forecasterId) === standing)
    .sort((x, y) => x.start - y.start);
}
