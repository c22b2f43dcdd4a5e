import { z } from 'zod';
import { instant, principal, textReference } from './shapes.ts';

/** Scores that forecasters can be ranked by: points, high is good. */
export const rankedScores = ['peer', 'baseline', 'spot-peer', 'spot-baseline'] as const;
export type RankedScore = (typeof rankedScores)[number];

/**
 * A named set of questions that forecasters compete on: all with the tag, and those listed. A question counts when
 * its scoring time ends within [startsAt, endsAt).
 */
export const tournamentDefinition = z.object({
  title: z.string().min(1).max(300),
  tag: z.string().min(1).max(60).optional(),
  /** Questions by id; what is listed has its own weight, what is only tagged has 1. */
  questions: z
    .array(
      z.object({ questionId: z.string().min(1).max(100), weight: z.number().min(0).max(1_000).default(1) }),
    )
    .max(1_000)
    .default([]),
  startsAt: instant,
  /** From here on the leaderboard is frozen, and so is the definition. */
  endsAt: instant,
  score: z.enum(rankedScores).default('peer'),
  /** Weighted questions' worth of coverage below which a forecaster is not listed. */
  minCoverage: z.number().min(0).default(0),
});

const onTournament = z.object({
  tournamentId: z.string().min(1).max(100),
  definition: tournamentDefinition,
  by: principal,
});

export const tournamentOpened = onTournament;

/** Refused where the tournament has another revision by then. */
export const tournamentAmended = onTournament.extend({
  expectedRevision: z.int().min(0),
  reason: textReference,
});

export type TournamentDefinition = z.infer<typeof tournamentDefinition>;
