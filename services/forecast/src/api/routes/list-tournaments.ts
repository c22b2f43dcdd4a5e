import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { tournamentView } from '../present/tournament.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { tournamentShape } from '../shapes/tournament.ts';
import { listTournaments } from '../store/tournaments.ts';
import { readView } from '../view.ts';

const place = z.tuple([z.iso.datetime({ offset: true }), z.string()]);

export function listTournamentsRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/tournaments',
    name: 'listTournaments',
    summary: 'Tournaments, the one that ends last first',
    tag: 'Reputation',
    allow: ['reader'],
    query: z.strictObject({ ...pageQuery, ...asOfQuery }),
    replies: { 200: pageOf(tournamentShape).extend({ cut: cutShape }) },
  }).handle(async ({ query, headers }) => {
    const after = decodeCursor(place, query.cursor);
    const body = await readView(context, { query, headers }, async (view) => {
      const found = await listTournaments(view, { after, limit: query.limit });
      const rows = found.map((each) => tournamentView(each, view.moment));
      return toPage(rows, query.limit, ({ endsAt, id }) => [endsAt, id]);
    });
    return { status: 200, body };
  });
}
