import type { TournamentRow } from '@casus/domain/tournaments';
import { tournamentShares } from '@casus/scoring/leaderboard';
import type { Standings } from '../reputation/leaderboard.ts';
import type { Correction, TournamentStandings } from '../reputation/tournament.ts';
import type {
  TournamentLeaderboardView,
  TournamentStandingsView,
  TournamentView,
} from '../shapes/tournament.ts';
import { isoOf, isoOrNull } from '../times.ts';
import { leaderboardRow, outsiderRow } from './leaderboard.ts';

/** `moment` in epoch milliseconds: when it is looked at. */
export function tournamentView(row: TournamentRow, moment: number): TournamentView {
  const { tournamentId: id, definition, revision, openedAt, amended } = row;
  const { tag = null, questions, startsAt, endsAt } = definition;
  const hasStarted = Date.parse(startsAt) <= moment;
  const hasEnded = Date.parse(endsAt) <= moment;
  return {
    ...definition,
    id,
    tag,
    questions: [...questions],
    status: hasEnded ? 'ended' : hasStarted ? 'running' : 'scheduled',
    revision,
    openedAt: isoOf(openedAt),
    amendedAt: isoOrNull(amended?.at ?? null),
  };
}

export interface Shown {
  readonly tournament: TournamentView;
  readonly seed: number;
  /** Rows at most. */
  readonly limit: number;
}

export function tournamentLeaderboardView(
  found: TournamentStandings,
  shown: Shown,
): TournamentLeaderboardView {
  const { frozen, standings, corrected, corrections } = found;
  const { tournament } = shown;
  return {
    tournament,
    frozen: frozen && { at: tournament.endsAt, final: frozen.final },
    ...standingsView(standings, shown),
    corrections: corrections.map(({ questionId, atEnd, now }) => ({
      questionId,
      atEnd: resolutionOf(atEnd),
      now: resolutionOf(now),
    })),
    corrected: corrected && standingsView(corrected, shown),
  };
}

function standingsView(
  { ranked, outsiders, questions, provisional, resamples }: Standings,
  { seed, limit }: Shown,
): TournamentStandingsView {
  const shares = tournamentShares(ranked.map(({ score }) => score));
  return {
    items: ranked
      .slice(0, limit)
      .map((row, index) => ({ ...leaderboardRow(row), share: Math.min(1, shares[index] ?? 0) })),
    outsiders: outsiders.map(outsiderRow),
    questions,
    provisional,
    seed,
    resamples,
  };
}

function resolutionOf(of: Correction['atEnd']): TournamentLeaderboardView['corrections'][number]['atEnd'] {
  return of && { number: of.number, outcome: of.outcome };
}
