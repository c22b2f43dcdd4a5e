import type { TournamentDefinition } from '../records/tournaments.ts';
import type { Table } from '../rows.ts';

/** Times are log times in epoch milliseconds. */
export interface TournamentRow {
  readonly tournamentId: string;
  /** Counts accepted records; what `expectedRevision` names. */
  readonly revision: number;
  readonly definition: TournamentDefinition;
  readonly openedAt: number;
  readonly by: string;
  /** Of the last amendment: who, when, and the text id of the reason; null until there is one. */
  readonly amended: { readonly by: string; readonly at: number; readonly reasonTextId: string } | null;
}

/** Key: tournament id. */
export const tournaments: Table<TournamentRow> = { name: 'tournaments' };
