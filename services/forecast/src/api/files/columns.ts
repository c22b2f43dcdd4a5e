import type { z } from 'zod';
import type { binShape } from '../shapes/calibration.ts';
import type { LeaderboardRowView, OutsiderView } from '../shapes/leaderboard.ts';
import type { PredictionView } from '../shapes/prediction.ts';
import type { QuestionScoreView, ScoreView } from '../shapes/score.ts';
import type { CsvColumn } from './csv.ts';

/** A column for each field that is a plain value. */
function plain<Field extends string>(
  ...names: readonly Field[]
): readonly CsvColumn<Readonly<Record<Field, string | number | boolean | null>>>[] {
  return names.map((name) => ({ name, of: (row) => row[name] }));
}

export const predictionColumns: readonly CsvColumn<PredictionView>[] = [
  ...plain('id', 'questionId', 'forecaster', 'role', 'status', 'madeAt', 'endedAt', 'probability'),
  { name: 'quantiles', of: ({ quantiles }) => quantilesText(quantiles) },
  { name: 'cdf', of: ({ cdf }) => cdf && JSON.stringify(cdf) },
  { name: 'options', of: ({ options }) => options && JSON.stringify(options) },
  ...plain('rationale', 'position'),
];

/** `0.25=3; 0.5=5`: what a column `quantiles` takes, too. */
function quantilesText(quantiles: PredictionView['quantiles']): string | null {
  return quantiles && quantiles.map(({ level, value }) => `${level}=${value}`).join('; ');
}

/** A score with the question that it is of. */
export type ScoreLine = ScoreView & { readonly questionId: string };

export const scoreColumns: readonly CsvColumn<ScoreLine>[] = [
  ...plain('questionId', 'forecaster', 'role', 'brier', 'crps', 'log', 'baseline', 'peer', 'coverage'),
  { name: 'spotLoss', of: ({ spot }) => spot && spot.loss },
  { name: 'spotBaseline', of: ({ spot }) => spot && spot.baseline },
  { name: 'spotPeer', of: ({ spot }) => spot && spot.peer },
  ...plain('provisional'),
];

export const questionScoreColumns: readonly CsvColumn<QuestionScoreView & ScoreLine>[] = [
  ...scoreColumns,
  { name: 'dailyBrier', of: ({ daily }) => daily && daily.brier },
  { name: 'dailyRelative', of: ({ daily }) => daily && daily.relative },
  { name: 'dailyParticipation', of: ({ daily }) => daily && daily.participation },
  { name: 'dailyAccuracy', of: ({ daily }) => daily && daily.accuracy },
];

/** A row of a leaderboard; those who are outside of the group have no rank. */
export type LeaderboardLine = LeaderboardRowView | (OutsiderView & { readonly rank: null });

export const leaderboardColumns: readonly CsvColumn<LeaderboardLine>[] = [
  ...plain('rank'),
  { name: 'rankLow', of: (row) => ('rankInterval' in row ? row.rankInterval.low : null) },
  { name: 'rankHigh', of: (row) => ('rankInterval' in row ? row.rankInterval.high : null) },
  ...plain('forecaster', 'score', 'n', 'coverage'),
];

/** A row of a tournament's leaderboard, of the one at its end or of the corrected one. */
export type TournamentLine = LeaderboardLine & {
  readonly standings: 'final' | 'corrected';
  readonly share: number | null;
};

export const tournamentColumns: readonly CsvColumn<TournamentLine>[] = [
  ...plain('standings'),
  ...leaderboardColumns,
  ...plain('share'),
];

/** A bin of a calibration; `of`: the last predictions of each forecaster, or all weighed by time. */
export type BinLine = z.input<typeof binShape> & { readonly of: 'last' | 'timeWeighted' };

export const binColumns: readonly CsvColumn<BinLine>[] = [
  ...plain('of', 'lowest', 'highest', 'n', 'weight', 'meanForecast', 'frequency'),
  { name: 'wilsonLow', of: ({ wilson }) => wilson.low },
  { name: 'wilsonHigh', of: ({ wilson }) => wilson.high },
];
