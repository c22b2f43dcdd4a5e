import { refusals } from '../questions/tables.ts';
import type { TournamentDefinition } from '../records/tournaments.ts';
import type { QuestionRecord } from '../records/registry.ts';
import type { Delivered, Rows } from '../rows.ts';
import { checkTournament } from './definition.ts';
import { tournaments } from './table.ts';
import type { TournamentRow } from './table.ts';

type Named<Name extends QuestionRecord['name']> = Extract<QuestionRecord, { name: Name }>;
type Opened = Named<'tournament-opened'>;
type Amended = Named<'tournament-amended'>;

/** Why the record of a tournament was refused. */
export type TournamentRefusal =
  | 'tournament-exists'
  | 'tournament-unknown'
  | 'tournament-invalid'
  | 'tournament-ended'
  | 'stale-revision';

/**
 * Opens or amends a tournament. Neither is possible once it has ended, by the log's time: nobody chooses the questions
 * after their answers.
 */
export function foldTournament(rows: Rows, record: Delivered, read: Opened | Amended): void {
  const { tournamentId } = read.data;
  const next = apply(rows.get(tournaments, tournamentId), record, read);
  if (typeof next !== 'string') return rows.put(tournaments, tournamentId, next);
  const { position, logTime: at } = record;
  rows.put(refusals, record.id, { questionId: tournamentId, code: next, offset: position.offset, at });
}

function apply(
  before: TournamentRow | undefined,
  { logTime }: Delivered,
  read: Opened | Amended,
): TournamentRow | TournamentRefusal {
  const { tournamentId, definition, by } = read.data;
  const refused = definitionRefusal(definition, logTime);
  if (read.name === 'tournament-opened') {
    if (before) return 'tournament-exists';
    return refused ?? { tournamentId, revision: 1, definition, openedAt: logTime, by, amended: null };
  }
  if (!before) return 'tournament-unknown';
  if (before.revision !== read.data.expectedRevision) return 'stale-revision';
  if (hasEnded(before.definition, logTime)) return 'tournament-ended';
  const amended = { by, at: logTime, reasonTextId: read.data.reason.textId };
  return refused ?? { ...before, revision: before.revision + 1, definition, amended };
}

function definitionRefusal(definition: TournamentDefinition, logTime: number): TournamentRefusal | null {
  if (checkTournament(definition).length > 0) return 'tournament-invalid';
  return hasEnded(definition, logTime) ? 'tournament-ended' : null;
}

function hasEnded({ endsAt }: TournamentDefinition, logTime: number): boolean {
  return Date.parse(endsAt) <= logTime;
}
