import { rankedScores } from '@casus/domain/tournaments';
import { z } from 'zod';
import { timeQuery } from './cut.ts';

/** Why a leaderboard is not to be played for. */
export const properness =
  'Peer and baseline scores are integrals over the scheduled time, proper at each instant; a prediction left standing ' +
  'is not covered by that. Averages per coverage and tournament shares are not proper: it pays to answer only what one ' +
  'is sure of, and to take risks.';

const points = z.number().describe('Points of the score; high is good.');
const coverage = z.number().describe('Weighted questions’ worth of coverage.');
const n = z.int().describe('Questions scored on.');

export const leaderboardRowShape = z
  .object({
    rank: z.int().min(1).describe('Ties share the better one.'),
    rankInterval: z
      .object({ low: z.number(), high: z.number() })
      .describe('Ranks in the middle 95 % of resampled sets of questions.'),
    forecaster: z.string(),
    score: points,
    n,
    coverage,
  })
  .meta({ id: 'LeaderboardRow' });

export const outsiderShape = z
  .object({ forecaster: z.string(), score: points, n, coverage })
  .describe('Scored without a rank: the machine’s own predictions.')
  .meta({ id: 'Outsider' });

/** What every leaderboard says of itself. */
export const standingsFields = {
  questions: z.int().describe('Questions that count.'),
  provisional: z.int().describe('Of these, with an outcome that has not stood for its settling time.'),
  seed: z.int().describe('Of the rank intervals.'),
  resamples: z.int(),
};

/** Which questions count for somebody’s record, by the time at which scoring ended. */
export const periodQuery = {
  from: timeQuery.describe(
    'Questions whose scoring time, the earlier of decision and close, ended from here on.',
  ),
  to: timeQuery.describe('Questions whose scoring time ended before.'),
};

export const seedQuery = z.coerce
  .number()
  .int()
  .min(0)
  .max(4_294_967_295)
  .default(1)
  .describe('Of the bootstrap; the same seed gives the same intervals.');

export const rankedScoreShape = z.enum(rankedScores);

export type LeaderboardRowView = z.infer<typeof leaderboardRowShape>;
export type OutsiderView = z.infer<typeof outsiderShape>;
