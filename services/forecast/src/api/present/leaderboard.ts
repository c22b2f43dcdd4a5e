import type { Standings } from '../reputation/leaderboard.ts';
import type { LeaderboardRowView, OutsiderView } from '../shapes/leaderboard.ts';

export function leaderboardRow({
  forecasterId: forecaster,
  questions: n,
  score,
  coverage,
  rank,
  rankInterval,
}: Standings['ranked'][number]): LeaderboardRowView {
  return { rank, rankInterval: rankInterval ?? { low: rank, high: rank }, forecaster, score, n, coverage };
}

export function outsiderRow({
  forecasterId: forecaster,
  questions: n,
  score,
  coverage,
}: Standings['outsiders'][number]): OutsiderView {
  return { forecaster, score, n, coverage };
}
