/** Scores this close share a rank: sums in another order differ by rounding. */
const TIE = 1e-9;

/**
 * Ranks from 1, the highest score first; ties share the better rank and leave the next ones out (1, 2, 2, 4).
 * Scores in order, each within 1e-9 of the one before it, are tied.
 */
export function ranksOf(scores: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({ length: scores.length }, (_, index) => index);
  order.sort((i, j) => (scores[j] ?? 0) - (scores[i] ?? 0));
  const ranks = new Uint32Array(scores.length);
  let rank = 1;
  let before = Number.NaN;
  for (const [place, index] of order.entries()) {
    const score = scores[index] ?? Number.NaN;
    if (!(before - score <= TIE)) rank = place + 1;
    ranks[index] = rank;
    before = score;
  }
  return ranks;
}
