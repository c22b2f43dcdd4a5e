import { formatOf, formatQuery, listDownloads } from '@casus/platform/files';
import { pageQuery, route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { tournamentColumns } from '../files/columns.ts';
import { tournamentLines } from '../files/leaderboard-lines.ts';
import { listFile, onePage } from '../files/list-file.ts';
import { tournamentLeaderboardView, tournamentView } from '../present/tournament.ts';
import { requireTournament } from '../read-tournament.ts';
import { tournamentStandings } from '../reputation/tournament.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { properness, seedQuery } from '../shapes/leaderboard.ts';
import { tournamentLeaderboardShape, tournamentPath } from '../shapes/tournament.ts';
import { readView } from '../view.ts';

export function readTournamentLeaderboardRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/tournaments/:tournamentId/leaderboard',
    name: 'readTournamentLeaderboard',
    summary: 'Who does best in a tournament; as it was known at its end, with later corrections beside',
    description: `Weighted sums of the tournament’s score. ${properness}`,
    tag: 'Reputation',
    allow: ['reader'],
    refusals: ['tournament-unknown'],
    params: tournamentPath,
    query: z.strictObject({ limit: pageQuery.limit, seed: seedQuery, ...formatQuery, ...asOfQuery }),
    replies: { 200: tournamentLeaderboardShape.extend({ cut: cutShape }) },
    downloads: listDownloads,
  }).handleOrSend(async ({ params: { tournamentId }, query, headers, principal }) => {
    const format = formatOf(query.format, headers.accept);
    const { seed } = query;
    const limit = format === 'json' ? query.limit : Infinity;
    const body = await readView(context, { query, headers }, async (view) => {
      const row = await requireTournament(view, tournamentId);
      const found = await tournamentStandings(view, row, { principal, seed });
      const tournament = tournamentView(row, view.moment);
      return tournamentLeaderboardView(found, { tournament, seed, limit });
    });
    if (format === 'json') return { status: 200, body };
    const pages = onePage(tournamentLines(body));
    return listFile({ name: `leaderboard-${tournamentId}`, format, columns: tournamentColumns, pages });
  });
}
