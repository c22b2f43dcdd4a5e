import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { pendingShape } from '../shapes/command.ts';
import { cutShape } from '../shapes/cut.ts';
import { tournamentFields, tournamentIdShape, tournamentShape } from '../shapes/tournament.ts';
import { tournamentFrom, writeTournament } from '../write/tournament.ts';

export function openTournamentRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/tournaments',
    name: 'openTournament',
    summary: 'Opens a tournament: a set of questions that forecasters compete on',
    description: 'Before its end only, so that nobody chooses the questions after their answers.',
    tag: 'Reputation',
    allow: ['curator'],
    refusals: ['tournament-exists', 'tournament-invalid', 'tournament-ended', 'idempotency-key-reused'],
    body: z.strictObject({
      id: tournamentIdShape.optional().describe('A new UUID when absent.'),
      ...tournamentFields,
    }),
    replies: { 201: tournamentShape.extend({ cut: cutShape }), 202: pendingShape },
  }).handle(async ({ body, writeId, principal }) => {
    const { id: tournamentId = writeId, ...draft } = body;
    const data = { tournamentId, definition: tournamentFrom(draft), by: principal.id };
    const record = { name: 'tournament-opened', data } as const;
    const written = await writeTournament(context, { tournamentId, writeId, record });
    return 'answer' in written ? { status: 201, body: written.answer, headers: written.headers } : written;
  });
}
