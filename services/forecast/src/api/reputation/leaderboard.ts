import type { RankedScore } from '@casus/domain/tournaments';
import { leaderboard } from '@casus/scoring/leaderboard';
import type { Entry, LeaderboardRules, Ranked } from '@casus/scoring/leaderboard';
import { scoresOf } from '../store/reputation.ts';
import type { ScoreRow } from '../store/rows.ts';
import type { View } from '../view.ts';
import type { Counted } from './counted.ts';

export interface Ranking {
  readonly score: RankedScore;
  readonly mode: LeaderboardRules['by'];
  readonly minCoverage: number;
  /** Whole number that the resampling starts from. */
  readonly seed: number;
  /** Of a question; 1 where it is absent. */
  readonly weights?: ReadonlyMap<string, number>;
}

export interface Standings {
  readonly questions: number;
  /** Questions whose outcome has not stood for its settling time. */
  readonly provisional: number;
  readonly ranked: readonly Ranked[];
  /** Those who are scored without being in the group: the machine's baseline. They have no rank. */
  readonly outsiders: readonly Omit<Ranked, 'rank' | 'rankInterval'>[];
  readonly resamples: number;
}

/** Draws of entries at most: 1,000 resamples of 10,000 entries take about a tenth of a second. */
const drawsAtMost = 10_000_000;

/** Who did best on the questions. */
export async function rank(view: View, questions: readonly Counted[], ranking: Ranking): Promise<Standings> {
  const numbers = new Map(questions.map(({ questionId, resolution }) => [questionId, resolution.number]));
  const scores = (await scoresOf(view, [...numbers.keys()])).filter(
    ({ questionId, resolution }) => numbers.get(questionId) === resolution,
  );
  const entriesOf = (role: ScoreRow['role']): readonly Entry[] =>
    scores.filter((row) => row.role === role).flatMap((row) => entryOf(row, ranking));
  const entries = entriesOf('forecaster');
  const resamples = resamplesFor(entries.length);
  const rules = { by: ranking.mode, minCoverage: ranking.minCoverage };
  return {
    questions: questions.length,
    provisional: questions.filter(({ resolution }) => resolution.provisional).length,
    ranked: leaderboard(entries, { ...rules, resampling: { seed: ranking.seed, resamples } }),
    outsiders: leaderboard(entriesOf('baseline'), rules),
    resamples,
  };
}

function resamplesFor(entries: number): number {
  return Math.min(1_000, Math.max(100, Math.floor(drawsAtMost / Math.max(1, entries))));
}

function entryOf(row: ScoreRow, { score, weights }: Ranking): readonly Entry[] {
  const points = pointsOf(row, score);
  if (points === null) return [];
  const { questionId, forecasterId } = row;
  return [{ questionId, forecasterId, ...points, weight: weights?.get(questionId) ?? 1 }];
}

/** A score with its coverage, which is 1 at the spot time; null where nothing stood then. */
function pointsOf(
  { peer, baseline, coverage, spot }: ScoreRow,
  score: RankedScore,
): Pick<Entry, 'score' | 'coverage'> | null {
  // A share of the horizon is a sum of parts, which rounding can take past 1.
  const shared = Math.min(1, coverage);
  switch (score) {
    case 'peer':
      return { score: peer, coverage: shared };
    case 'baseline':
      return { score: baseline, coverage: shared };
    case 'spot-peer':
      return spot && { score: spot.peer, coverage: 1 };
    case 'spot-baseline':
      return spot && { score: spot.baseline, coverage: 1 };
  }
}
