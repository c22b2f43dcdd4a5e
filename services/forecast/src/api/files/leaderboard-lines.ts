import { leaderboardRow, outsiderRow } from '../present/leaderboard.ts';
import type { TournamentLeaderboardView } from '../shapes/tournament.ts';
import type { Standings } from '../reputation/leaderboard.ts';
import type { LeaderboardLine, TournamentLine } from './columns.ts';

/** A leaderboard from its first row to its last, then those who are outside of the group. */
export function leaderboardLines({ ranked, outsiders }: Standings): readonly LeaderboardLine[] {
  return [...ranked.map(leaderboardRow), ...outsiders.map((row) => ({ rank: null, ...outsiderRow(row) }))];
}

/** The leaderboard as it stands or as it was at the end, then the corrected one. */
export function tournamentLines(view: TournamentLeaderboardView): readonly TournamentLine[] {
  const linesOf = (
    standings: 'final' | 'corrected',
    { items, outsiders }: Pick<TournamentLeaderboardView, 'items' | 'outsiders'>,
  ): readonly TournamentLine[] => [
    ...items.map((row) => ({ standings, ...row })),
    ...outsiders.map((row) => ({ standings, rank: null, share: null, ...row })),
  ];
  return [...linesOf('final', view), ...(view.corrected ? linesOf('corrected', view.corrected) : [])];
}
