import { rankedScores } from '@casus/domain/tournaments';
import { z } from 'zod';
import { leaderboardRowShape, outsiderShape, standingsFields } from './leaderboard.ts';
import { outcomeShape } from './question.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, 'lower-case words joined by hyphens');

export const tournamentIdShape = id.max(100);

/** Path parameters of everything below a tournament. */
export const tournamentPath = z.object({ tournamentId: z.string().min(1).max(100) });

const instant = z.iso.datetime({ offset: true });

/** What a tournament is about. */
export const tournamentFields = {
  title: z.string().trim().min(1).max(300),
  tag: z.string().min(1).max(60).optional().describe('Every question that has it counts.'),
  questions: z
    .array(
      z.strictObject({
        questionId: z.string().min(1).max(100),
        weight: z.number().min(0).max(1_000).default(1),
      }),
    )
    .max(1_000)
    .default([])
    .describe('Further questions, or other weights than 1.'),
  startsAt: instant,
  endsAt: instant.describe('A question counts whose scoring time ends from the start on and before this.'),
  score: z.enum(rankedScores).default('peer'),
  minCoverage: z.number().min(0).default(0).describe('Who covered less is not listed.'),
};

export const tournamentShape = z
  .object({
    id: z.string(),
    title: z.string(),
    tag: z.string().nullable(),
    questions: z.array(z.object({ questionId: z.string(), weight: z.number() })),
    startsAt: instant,
    endsAt: instant,
    score: z.enum(rankedScores),
    minCoverage: z.number(),
    status: z.enum(['scheduled', 'running', 'ended']),
    revision: z.int().describe('What `expectedRevision` of an amendment names.'),
    openedAt: z.iso.datetime(),
    amendedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Tournament' });

const rowShape = leaderboardRowShape
  .extend({
    share: z.number().min(0).max(1).describe('Of the sum of squares of the scores above 0.'),
  })
  .meta({ id: 'TournamentRow' });

const standingsShape = z
  .object({
    items: z.array(rowShape).describe('Best first.'),
    outsiders: z.array(outsiderShape),
    ...standingsFields,
  })
  .meta({ id: 'TournamentStandings' });

const resolutionShape = z.object({ number: z.int(), outcome: outcomeShape }).nullable();

export const tournamentLeaderboardShape = standingsShape
  .extend({
    tournament: tournamentShape,
    frozen: z
      .object({ at: instant, final: z.boolean().describe('False while an earlier record may still come.') })
      .nullable()
      .describe('Null while it runs; then the leaderboard is the one that was known at its end.'),
    corrections: z
      .array(z.object({ questionId: z.string(), atEnd: resolutionShape, now: resolutionShape }))
      .describe('Questions that count otherwise by what was learnt after the end.'),
    corrected: standingsShape.nullable().describe('The leaderboard with these; null where there are none.'),
  })
  .meta({ id: 'TournamentLeaderboard' });

export type TournamentView = z.input<typeof tournamentShape>;
export type TournamentStandingsView = z.input<typeof standingsShape>;
export type TournamentLeaderboardView = z.input<typeof tournamentLeaderboardShape>;
