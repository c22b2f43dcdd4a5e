import type { TournamentDefinition } from '../records/tournaments.ts';

/** The rules of a tournament that no single field can tell: what is wrong, by field. */
export function checkTournament({
  tag,
  questions,
  startsAt,
  endsAt,
}: TournamentDefinition): readonly { readonly field: string; readonly expected: string }[] {
  const ids = new Set(questions.map(({ questionId }) => questionId));
  return [
    { field: 'endsAt', expected: 'a time after startsAt', holds: Date.parse(startsAt) < Date.parse(endsAt) },
    {
      field: 'questions',
      expected: 'at least one question where there is no tag',
      holds: tag !== undefined || ids.size > 0,
    },
    { field: 'questions', expected: 'each question once', holds: ids.size === questions.length },
  ]
    .filter(({ holds }) => !holds)
    .map(({ field, expected }) => ({ field, expected }));
}
