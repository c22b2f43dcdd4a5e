import { checkFinite, ScoringError } from '../error.ts';

/** A forecaster's score on one question. */
export interface Entry {
  readonly questionId: string;
  readonly forecasterId: string;
  /** Points, high is good (peer, baseline). */
  readonly score: number;
  /** 0…1. */
  readonly coverage: number;
  /** Of the question in the tournament, 0 or more. @default 1 */
  readonly weight?: number;
  readonly tags?: readonly string[];
  /** When the question was resolved, in seconds. */
  readonly resolvedAt?: number;
}

/** What a leaderboard is about; absent: no limit. */
export interface Scope {
  readonly tag?: string;
  /** Resolved in [from, to), in seconds; entries without `resolvedAt` are in no period. */
  readonly from?: number;
  readonly to?: number;
}

export function entriesWithin<Row extends Entry>(entries: readonly Row[], scope: Scope): readonly Row[] {
  const { tag, from, to } = scope;
  return entries.filter(({ tags = [], resolvedAt }) => {
    if (tag !== undefined && !tags.includes(tag)) return false;
    if (from !== undefined && !(resolvedAt !== undefined && resolvedAt >= from)) return false;
    return to === undefined || (resolvedAt !== undefined && resolvedAt < to);
  });
}

/** @throws {ScoringError} `not-a-number`, `out-of-range` */
export function checkEntry(
  entry: Entry,
  index: number,
): Required<Pick<Entry, 'score' | 'coverage' | 'weight'>> {
  const { score, coverage, weight = 1 } = entry;
  checkFinite(score, `entries[${index}].score`);
  if (!(coverage >= 0 && coverage <= 1)) {
    throw new ScoringError('out-of-range', `entries[${index}].coverage`, `${coverage} is not within 0 and 1`);
  }
  if (checkFinite(weight, `entries[${index}].weight`) < 0) {
    throw new ScoringError('out-of-range', `entries[${index}].weight`, `${weight} is below 0`);
  }
  return { score, coverage, weight };
}
