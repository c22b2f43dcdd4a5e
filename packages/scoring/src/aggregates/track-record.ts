import { checkFinite, ScoringError } from '../error.ts';

const DAY = 86_400;

/** A forecaster's score on a question, and when it became known. */
export interface KnownScore {
  /** logTime of the resolution, in seconds of Unix time. */
  readonly knownAt: number;
  readonly peer: number;
  readonly coverage: number;
}

/** A forecaster without a good record weighs this little. */
const LEAST_REPUTATION = 1e-6;

/** Questions' worth of average scores that a record starts with. */
const PRIOR_COVERAGE = 30;

/** The last UTC midnight at or before an instant; seconds of Unix time. */
export function lastMidnight(at: number): number {
  return Math.floor(checkFinite(at, 'at') / DAY) * DAY;
}

/**
 * `max(Σ peer/(30 + Σ coverage), 1e-6)` over the scores known at the last UTC midnight before `at`; later ones
 * are not looked at. Points, above 0.
 * @example one known score of 62 at coverage 1: 2
 */
export function reputation(scores: readonly KnownScore[], at: number): number {
  const midnight = lastMidnight(at);
  let peer = 0;
  let covered = PRIOR_COVERAGE;
  for (const [index, score] of scores.entries()) {
    if (score.knownAt > midnight) continue;
    peer += checkFinite(score.peer, `scores[${index}].peer`);
    covered += checkFinite(score.coverage, `scores[${index}].coverage`);
  }
  return Math.max(peer / covered, LEAST_REPUTATION);
}

export interface TrackRecord {
  /** Seconds since the standing prediction was made. */
  readonly age: number;
  /** Scheduled length of the question, in seconds. */
  readonly horizon: number;
  /** As `reputation` gives it. */
  readonly reputation: number;
}

/**
 * Weight of a standing prediction by its forecaster's record: `w = (decay^½ · rep^½)^6`, `decay = exp(−age/T)`.
 * It weighs the median, for numbers and dates the mean of CDFs. No unit, above 0.
 * @throws {ScoringError} `zero-horizon`, `out-of-range`
 * @example a reputation of 2, just made: 8; as old as the question is long: 8 e^−3 = 0.398297
 */
export function trackRecordWeight({ age, horizon, reputation: rep }: TrackRecord): number {
  if (!(checkFinite(horizon, 'horizon') > 0)) throw new ScoringError('zero-horizon', 'horizon', `${horizon}`);
  if (checkFinite(age, 'age') < 0) throw new ScoringError('out-of-range', 'age', `${age} is below 0`);
  if (!(checkFinite(rep, 'reputation') > 0)) {
    throw new ScoringError('out-of-range', 'reputation', `${rep} is not above 0`);
  }
  return (Math.exp(-age / horizon) * rep) ** 3;
}
