import type { TournamentRow } from '@casus/domain/tournaments';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';

export async function findTournament(view: View, id: string): Promise<TournamentRow | undefined> {
  const { rows } = await view.db.query<{ tournament: TournamentRow }>(
    `select data as tournament from ${rowsOf(view, 'tournaments')} as tournament where key = $1`,
    [id],
  );
  return rows[0]?.tournament;
}

export interface TournamentPage {
  /** `[endsAt, id]` of the last tournament of the page before. */
  readonly after?: readonly [string, string] | undefined;
  readonly limit: number;
}

/** By their end, the latest first, then id; one more than the limit where there are more. */
export async function listTournaments(
  view: View,
  { after, limit }: TournamentPage,
): Promise<readonly TournamentRow[]> {
  const { rows } = await view.db.query<{ tournament: TournamentRow }>(
    `select data as tournament from ${rowsOf(view, 'tournaments')} as tournament
     where $1::timestamptz is null or (ends_at, key) < ($1, $2::text)
     order by ends_at desc, key desc limit $3`,
    [after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return rows.map(({ tournament }) => tournament);
}
