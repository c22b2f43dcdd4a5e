import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { commandFields, pendingShape } from '../shapes/command.ts';
import { cutShape } from '../shapes/cut.ts';
import { tournamentFields, tournamentPath, tournamentShape } from '../shapes/tournament.ts';
import { tournamentFrom, writeTournament } from '../write/tournament.ts';

export function amendTournamentRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/tournaments/:tournamentId/amend',
    name: 'amendTournament',
    summary: 'Gives a tournament another definition, whole, before it ends',
    tag: 'Reputation',
    allow: ['curator'],
    refusals: ['tournament-unknown', 'tournament-ended', 'tournament-invalid', 'stale-revision'],
    params: tournamentPath,
    body: z.strictObject({ ...commandFields, definition: z.strictObject(tournamentFields) }),
    replies: { 200: tournamentShape.extend({ cut: cutShape }), 202: pendingShape },
  }).handle(async ({ params: { tournamentId }, body, writeId, principal }) => {
    const { expectedRevision } = body;
    const definition = tournamentFrom(body.definition);
    const reason = await context.texts.put(body.reason, writeId);
    const data = { tournamentId, expectedRevision, definition, by: principal.id, reason };
    const record = { name: 'tournament-amended', data } as const;
    const written = await writeTournament(context, { tournamentId, writeId, record });
    return 'answer' in written ? { status: 200, body: written.answer, headers: written.headers } : written;
  });
}
