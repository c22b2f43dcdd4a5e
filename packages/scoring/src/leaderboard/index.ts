/** Who did best: ranks with intervals, by tag, period and tournament. */
export { entriesWithin, type Entry, type Scope } from './entries.ts';
export { averagePerCoverage, leaderboard, type LeaderboardRules, type Ranked } from './leaderboard.ts';
export { ranksOf } from './rank.ts';
export { tournamentShares } from './tournament.ts';
