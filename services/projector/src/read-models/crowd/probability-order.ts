import type { Rows, Table } from '@casus/domain/rows';

/** Children of a node: each digit of a probability halves its stretch five times. */
const FAN_OUT = 32;
/** Distinct values that one row lists; predictions are mostly whole percents. */
const LEAF_SIZE = 32;

/** A stretch of the probabilities: its distinct values and how many stand on each, or counts of its 32 parts. */
type Stretch =
  | { readonly values: readonly (readonly [value: number, count: number])[] }
  | { readonly counts: readonly number[] };

/** Key: {@link rootKey}, then a digit a level. */
export const crowdOrder: Table<Stretch> = { name: 'crowd_order' };

export function rootKey(questionId: string): string {
  return `${questionId}/`;
}

/**
 * Adds a value or, with −1, takes one away that was added. O(log n) rows of at most 32 numbers: one on the way down
 * for each five binary digits that more than 32 distinct values have in common.
 */
export function countValue(rows: Rows, questionId: string, { p, count }: { p: number; count: number }): void {
  countBelow(rows, rootKey(questionId), { p, count, depth: 1 });
}

interface Counted {
  readonly p: number;
  readonly count: number;
  /** Digits down to the parts of the node. */
  readonly depth: number;
}

function countBelow(rows: Rows, key: string, { p, count, depth }: Counted): void {
  const node = rows.get(crowdOrder, key) ?? { values: [] };
  if ('counts' in node) {
    const digit = digitOf(p, depth);
    rows.put(crowdOrder, key, { counts: node.counts.with(digit, (node.counts[digit] ?? 0) + count) });
    return countBelow(rows, childKey(key, digit), { p, count, depth: depth + 1 });
  }
  const values = withValue(node.values, p, count);
  if (values.length <= LEAF_SIZE) return rows.put(crowdOrder, key, { values });
  rows.put(crowdOrder, key, { counts: Array.from({ length: FAN_OUT }, () => 0) });
  for (const [value, its] of values) countBelow(rows, key, { p: value, count: its, depth });
}

function withValue(
  values: readonly (readonly [number, number])[],
  p: number,
  count: number,
): readonly (readonly [number, number])[] {
  const stood = values.find(([value]) => value === p)?.[1] ?? 0;
  const others = values.filter(([value]) => value !== p);
  if (stood + count === 0) return others;
  return [...others, [p, stood + count] as const].toSorted(([one], [other]) => one - other);
}

/** The digit of a probability below 1 in base 32; exact, as the scale is a power of two. */
function digitOf(p: number, depth: number): number {
  return Math.floor(p * FAN_OUT ** depth) % FAN_OUT;
}

function childKey(key: string, digit: number): string {
  return key + digit.toString(FAN_OUT);
}

/** The lower quartile, the median and the upper quartile of the `n` values of a question, n ≥ 1. */
export function orderQuartiles(rows: Rows, questionId: string, n: number): [number, number, number] {
  const key = rootKey(questionId);
  const at = (q: number): number =>
    (nth(rows, key, Math.ceil(q * n)) + nth(rows, key, Math.floor(q * n) + 1)) / 2;
  return [at(0.25), at(0.5), at(0.75)];
}

/** The value in a place, from 1, in rising order. */
function nth(rows: Rows, key: string, place: number): number {
  const node = rows.get(crowdOrder, key) ?? { values: [] };
  const counts = 'counts' in node ? node.counts : node.values.map(([, count]) => count);
  let rest = place;
  const index = counts.findIndex((count) => {
    if (rest <= count) return true;
    rest -= count;
    return false;
  });
  if (index === -1) throw new RangeError(`${key} has no value in place ${place}`);
  return 'counts' in node ? nth(rows, childKey(key, index), rest) : (node.values[index]?.[0] ?? Number.NaN);
}
