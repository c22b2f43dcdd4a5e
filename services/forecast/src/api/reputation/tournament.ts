import type { TournamentRow } from '@casus/domain/tournaments';
import type { Principal } from '@casus/platform/accounts';
import { cutAt } from '@casus/projection';
import type { View } from '../view.ts';
import { countedQuestions } from './counted.ts';
import type { Counted } from './counted.ts';
import { rank } from './leaderboard.ts';
import type { Standings } from './leaderboard.ts';

/** How a question counted when the tournament ended, and how it counts now; null where it does not. */
export interface Correction {
  readonly questionId: string;
  readonly atEnd: Counted['resolution'] | null;
  readonly now: Counted['resolution'] | null;
}

export interface TournamentStandings {
  /** Null while it runs. `final` is false while a record that belongs before the end may still come. */
  readonly frozen: { readonly final: boolean } | null;
  readonly standings: Standings;
  /** With what was learnt after the end; null while it runs, and where that changes no question. */
  readonly corrected: Standings | null;
  readonly corrections: readonly Correction[];
}

interface Asked {
  readonly principal: Principal;
  readonly seed: number;
}

/** The leaderboard as it stands, or as it was known when the tournament ended with what has been corrected since. */
export async function tournamentStandings(
  view: View,
  tournament: TournamentRow,
  asked: Asked,
): Promise<TournamentStandings> {
  const now = await standingsIn(view, tournament, asked);
  const end = Date.parse(tournament.definition.endsAt);
  if (view.moment < end) {
    return { frozen: null, standings: now.standings, corrected: null, corrections: [] };
  }
  const last = end - 1;
  const cut = await cutAt(view.db, last);
  const frozen = await standingsIn({ ...view, cut, asOf: last, moment: last }, tournament, asked);
  const corrections = correctionsOf(frozen.questions, now.questions);
  return {
    frozen: { final: cut.final },
    standings: frozen.standings,
    corrected: corrections.length === 0 ? null : now.standings,
    corrections,
  };
}

async function standingsIn(view: View, { definition }: TournamentRow, { principal, seed }: Asked) {
  const { tag, questions: listed, startsAt, endsAt, score, minCoverage } = definition;
  const questions = await countedQuestions(view, {
    ...(tag !== undefined && { tags: [tag] }),
    ...(listed.length > 0 && { ids: listed.map(({ questionId }) => questionId) }),
    from: Date.parse(startsAt) / 1000,
    to: Date.parse(endsAt) / 1000,
    principal,
  });
  const weights = new Map(listed.map(({ questionId, weight }) => [questionId, weight]));
  const ranking = { score, mode: 'sum', minCoverage, seed, weights } as const;
  return { questions, standings: await rank(view, questions, ranking) };
}

function correctionsOf(atEnd: readonly Counted[], now: readonly Counted[]): readonly Correction[] {
  const before = new Map(atEnd.map(({ questionId, resolution }) => [questionId, resolution]));
  const after = new Map(now.map(({ questionId, resolution }) => [questionId, resolution]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((id) => before.get(id)?.number !== after.get(id)?.number)
    .sort((x, y) => (x < y ? -1 : 1))
    .map((questionId) => ({
      questionId,
      atEnd: before.get(questionId) ?? null,
      now: after.get(questionId) ?? null,
    }));
}
