import { archiveQuestions } from './archive-questions.ts';
import { laterTournamentQuestions } from './later-tournament-questions.ts';
import { marketQuestions } from './market-questions.ts';
import type { RealQuestion } from './real-question.ts';
import { tournamentQuestions } from './tournament-questions.ts';

export {
  ceasefireClaim,
  envoyMeasure,
  sanctionsClaim,
  summitClaim,
  tariffClaim,
  trilateralClaim,
} from './demonstration.ts';
export type { SanctionsReading } from './demonstration.ts';
export type { RealQuestion } from './real-question.ts';

/** Questions that were asked elsewhere, as this language has them. */
export const realQuestions: readonly RealQuestion[] = [
  ...marketQuestions,
  ...archiveQuestions,
  ...tournamentQuestions,
  ...laterTournamentQuestions,
];
