import type { QuestionDefinition } from '@casus/domain/records';
import type { Principal } from '@casus/platform/accounts';
import { isRevealed } from './present/question.ts';
import type { ResolutionHistory } from './present/resolution.ts';
import { requireQuestion } from './read-question.ts';
import { readResolutions } from './read-resolutions.ts';
import type { ScoredRow, ScoreRow } from './store/rows.ts';
import { findScored, listScores } from './store/scores.ts';
import type { View } from './view.ts';

/** Scores of a question, and the resolutions that led to them. */
export interface FoundScores {
  readonly kind: QuestionDefinition['kind'];
  readonly history: ResolutionHistory;
  /** All, or before the reveal only those of the one who asks. */
  readonly scores: readonly ScoreRow[];
  readonly without: ScoredRow['without'];
  readonly revealed: boolean;
}

/** @throws {DomainError} `question-unknown` */
export async function readScores(view: View, questionId: string, principal: Principal): Promise<FoundScores> {
  const found = await requireQuestion(view, questionId);
  const { definition, resolution } = found.question;
  const all = await listScores(view, questionId, resolution?.number ?? 0);
  const revealed = isRevealed(found, { principal, today: view.today });
  return {
    kind: definition.kind,
    history: await readResolutions(view, found),
    scores: revealed ? all : all.filter(({ forecasterId }) => forecasterId === principal.id),
    without: (await findScored(view, questionId))?.without ?? null,
    revealed,
  };
}
