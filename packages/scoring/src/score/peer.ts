import { checkFinite, checkNotEmpty } from '../error.ts';

/** Points a nat: binary questions and options; numbers and dates have half of it. */
const POINTS = 100;

/**
 * Peer scores of a group at one instant: `100 · (ln p_i − mean_{j≠i} ln p_j)`, from the `ln` of what each gives
 * to the outcome. Points; their sum is 0, alone in the group is 0; high is good. Metaculus scores FAQ.
 * @param points 100, or 50 for numbers and dates
 * @throws {ScoringError} `empty-group`, `not-a-number`
 * @example peerScores([ln 0.8, ln 0.4]) is [69.3147, −69.3147]
 */
export function peerScores(logPs: readonly number[], points = POINTS): readonly number[] {
  checkNotEmpty(logPs, 'logPs');
  const sum = sumOf(logPs);
  return logPs.map((logP) => points * peerAt(logP, false, logPs.length, sum));
}

/**
 * The peer score of someone who is not in the group, such as an aggregate: `100 · ln(p / GM)`, GM the geometric
 * mean of the whole group, without the factor N/(N−1). 0 beside an empty group.
 * @example 0.9 against 0.4 and 0.6: 60.8198
 */
export function peerOfOutsider(logP: number, logPs: readonly number[], points = POINTS): number {
  return points * peerAt(checkFinite(logP, 'logP'), true, logPs.length, sumOf(logPs));
}

/** Without the factor: n standing in the group, `sum` their `ln p`. */
export function peerAt(logP: number, outsider: boolean, n: number, sum: number): number {
  if (outsider) return n === 0 ? 0 : logP - sum / n;
  return n < 2 ? 0 : (n * logP - sum) / (n - 1);
}

function sumOf(logPs: readonly number[]): number {
  const sum = logPs.reduce((total, logP, index) => total + checkFinite(logP, `logPs[${index}]`), 0);
  return checkFinite(sum, 'logPs');
}
