import { DomainError } from '@casus/domain';
import type { TournamentRow } from '@casus/domain/tournaments';
import type { ApiContext } from './context.ts';
import { tournamentView } from './present/tournament.ts';
import type { Cut } from './shapes/cut.ts';
import type { TournamentView } from './shapes/tournament.ts';
import { findTournament } from './store/tournaments.ts';
import { readView } from './view.ts';
import type { View, Wanted } from './view.ts';

/** @throws {DomainError} `tournament-unknown` */
export async function requireTournament(view: View, id: string): Promise<TournamentRow> {
  const found = await findTournament(view, id);
  if (found) return found;
  const when = view.asOf === null ? '' : ' at that time';
  throw new DomainError('tournament-unknown', `There is no tournament ${id}${when}.`);
}

/** @throws {DomainError} `tournament-unknown` */
export async function readTournament(
  context: ApiContext,
  { tournamentId, ...wanted }: Wanted & { readonly tournamentId: string },
): Promise<TournamentView & { cut: Cut }> {
  return readView(context, wanted, async (view) =>
    tournamentView(await requireTournament(view, tournamentId), view.moment),
  );
}
