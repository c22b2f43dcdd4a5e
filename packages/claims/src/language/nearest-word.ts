/** The word among the valid ones that a misspelt one comes nearest to; null where none is like it. */
export function nearestWord(written: string, valid: readonly string[]): string | null {
  const ranked = valid
    .map((word) => ({ word, distance: editDistance(written.toLowerCase(), word.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  if (best === undefined || best.distance > Math.max(2, best.word.length / 2)) return null;
  return best.word;
}

/** What to say after a misspelt word: the valid one that is nearest, or nothing. */
export function didYouMean(written: string, valid: readonly string[]): string {
  const nearest = nearestWord(written, valid);
  return nearest === null ? '' : `, did you mean ${nearest}?`;
}

/** Least number of letters added, dropped or changed (Levenshtein 1966). `edit`–`exit` is 1. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
