import { describe } from '@casus/claims/english';
import { claimQuestionOf } from '@casus/claims/resolver';
import type { QuestionRow } from '@casus/domain/questions';

/** The claim in English; null for a question that a human decides. */
export function claimText(definition: QuestionRow['definition']): string | null {
  const asked = claimQuestionOf(definition);
  return asked ? describe(asked.claim) : null;
}
