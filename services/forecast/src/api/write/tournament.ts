import { checkTournament } from '@casus/domain/tournaments';
import type { TournamentDefinition } from '@casus/domain/tournaments';
import type { QuestionRecordInput } from '@casus/domain/records';
import { Problem } from '@casus/platform/http';
import type { ApiContext } from '../context.ts';
import { readTournament } from '../read-tournament.ts';
import type { Cut } from '../shapes/cut.ts';
import type { TournamentView } from '../shapes/tournament.ts';
import { appendAndDecide } from './append.ts';
import type { Pending } from './append.ts';

/** Fields as a request gives them: what is absent may be undefined. */
type Draft = Omit<TournamentDefinition, 'tag'> & { readonly tag?: string | undefined };

/** @throws {Problem} `invalid-request` with every field that is wrong */
export function tournamentFrom({ tag, ...draft }: Draft): TournamentDefinition {
  const definition = { ...draft, ...(tag !== undefined && { tag }) };
  const errors = checkTournament(definition).map(({ field, expected }) => ({
    in: 'body' as const,
    field,
    expected,
    message: `expected ${expected}`,
  }));
  if (errors.length === 0) return definition;
  throw new Problem('invalid-request', 'The tournament is not valid.', { errors });
}

export interface TournamentWrite {
  readonly tournamentId: string;
  readonly writeId: string;
  readonly record: QuestionRecordInput;
}

type Written = {
  readonly answer: TournamentView & { cut: Cut };
  readonly headers: Readonly<Record<string, string>>;
};

/** Appends under the tournament's id, and answers with the tournament as it then stands. */
export async function writeTournament(
  context: ApiContext,
  { tournamentId, writeId, record }: TournamentWrite,
): Promise<Written | Pending> {
  return appendAndDecide(context, { questionId: tournamentId, writeId, record }, async () =>
    readTournament(context, { tournamentId, headers: {} }),
  );
}
