import { percentileInterval, resample, type Resampling } from '../bootstrap.ts';
import { checkFinite } from '../error.ts';
import { checkEntry, type Entry } from './entries.ts';
import { ranksOf } from './rank.ts';

/** Questions' worth of coverage that an average is divided by at least. */
const LEAST_COVERAGE = 30;

export interface LeaderboardRules {
  /**
   * `sum`: Σ weight · score. `average`: `Σ weight · score / max(30, Σ weight · coverage)`: who covered less than 30
   * questions is drawn towards 0. Not proper: it pays to cover only what one is sure of.
   */
  readonly by: 'sum' | 'average';
  /** Σ weight · coverage below which a forecaster is not listed. @default 0 */
  readonly minCoverage?: number;
  /** Of the rank intervals, over questions; absent: none. */
  readonly resampling?: Resampling;
}

export interface Ranked {
  readonly forecasterId: string;
  /** Questions scored on. */
  readonly questions: number;
  readonly score: number;
  /** Σ weight · coverage. */
  readonly coverage: number;
  /** From 1; ties share the better one. */
  readonly rank: number;
  /** The ranks in the middle 95 % (or as asked) of resampled sets of questions; null if not asked for. */
  readonly rankInterval: { readonly low: number; readonly high: number } | null;
}

/**
 * The listed forecasters by rank, equal ranks by id. A question that a forecaster has no entry on counts 0.
 * @throws {ScoringError} `not-a-number`, `out-of-range`
 * @example two questions of 40 points at coverage 1: sum 80, average 80/30
 */
export function leaderboard(entries: readonly Entry[], rules: LeaderboardRules): readonly Ranked[] {
  const rows = rowsOf(entries).filter(({ coverage }) => coverage >= (rules.minCoverage ?? 0));
  const scores = rows.map((row) => scoreOf(row.score, row.coverage, rules.by));
  const ranks = ranksOf(scores);
  const intervals = rules.resampling === undefined ? [] : rankIntervals(rows, rules, rules.resampling);
  return rows
    .map((row, index) => ({
      forecasterId: row.forecasterId,
      questions: row.parts.length,
      score: scores[index] ?? 0,
      coverage: row.coverage,
      rank: ranks[index] ?? 0,
      rankInterval: intervals[index] ?? null,
    }))
    .sort((x, y) => x.rank - y.rank || (x.forecasterId < y.forecasterId ? -1 : 1));
}

/** Shrinks an average: `score / max(30, coverage)`. */
export function averagePerCoverage(score: number, coverage: number): number {
  return checkFinite(score, 'score') / Math.max(LEAST_COVERAGE, checkFinite(coverage, 'coverage'));
}

interface Row {
  readonly forecasterId: string;
  score: number;
  coverage: number;
  /** Weighted; `question` counts the questions of the leaderboard from 0. */
  readonly parts: { readonly question: number; readonly score: number; readonly coverage: number }[];
}

function rowsOf(entries: readonly Entry[]): readonly Row[] {
  const questions = new Map<string, number>();
  const rows = new Map<string, Row>();
  for (const [index, entry] of entries.entries()) {
    const { score, coverage, weight } = checkEntry(entry, index);
    const question = questions.get(entry.questionId) ?? questions.size;
    questions.set(entry.questionId, question);
    const { forecasterId } = entry;
    const row = rows.get(forecasterId) ?? { forecasterId, score: 0, coverage: 0, parts: [] };
    rows.set(forecasterId, row);
    row.score += weight * score;
    row.coverage += weight * coverage;
    row.parts.push({ question, score: weight * score, coverage: weight * coverage });
  }
  return [...rows.values()];
}

function scoreOf(score: number, coverage: number, by: LeaderboardRules['by']): number {
  return by === 'sum' ? score : averagePerCoverage(score, coverage);
}

function rankIntervals(rows: readonly Row[], { by }: LeaderboardRules, resampling: Resampling) {
  const questions =
    1 +
    rows.reduce((most, { parts }) => parts.reduce((top, { question }) => Math.max(top, question), most), -1);
  const found: number[][] = rows.map(() => []);
  for (const draws of resample(questions, resampling)) {
    const scores = rows.map(({ parts }) => {
      let score = 0;
      let coverage = 0;
      for (const part of parts) {
        const times = draws[part.question] ?? 0;
        score += times * part.score;
        coverage += times * part.coverage;
      }
      return scoreOf(score, coverage, by);
    });
    for (const [index, rank] of ranksOf(scores).entries()) found[index]?.push(rank);
  }
  return found.map((ranks) => percentileInterval(ranks, resampling.level));
}
