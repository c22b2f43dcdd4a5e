import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { readTournament } from '../read-tournament.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { tournamentPath, tournamentShape } from '../shapes/tournament.ts';

export function readTournamentRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/tournaments/:tournamentId',
    name: 'readTournament',
    summary: 'A tournament',
    tag: 'Reputation',
    allow: ['reader'],
    refusals: ['tournament-unknown'],
    params: tournamentPath,
    query: z.strictObject(asOfQuery),
    replies: { 200: tournamentShape.extend({ cut: cutShape }) },
  }).handle(async ({ params, query, headers }) => ({
    status: 200,
    body: await readTournament(context, { ...params, query, headers }),
  }));
}
