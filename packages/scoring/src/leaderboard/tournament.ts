import { checkFinite } from '../error.ts';

/**
 * Shares of a tournament: `max(S_i, 0)² / Σ_j max(S_j, 0)²`, adding up to 1; all 0 where no score is above 0.
 * Metaculus tournaments. Not proper.
 * @throws {ScoringError} `not-a-number`
 * @example [30, 10, −5] → [0.9, 0.1, 0]
 */
export function tournamentShares(scores: readonly number[]): readonly number[] {
  const gains = scores.map((score, index) => Math.max(checkFinite(score, `scores[${index}]`), 0));
  const most = gains.reduce((greatest, gain) => Math.max(greatest, gain), 0);
  // squares of very large or small scores are no numbers; a power of two changes no digit
  const unit = most === 0 ? 1 : 2 ** Math.floor(Math.log2(most));
  const squares = gains.map((gain) => (gain / unit) ** 2);
  const sum = squares.reduce((total, square) => total + square, 0);
  return squares.map((square) => (sum === 0 ? 0 : square / sum));
}
