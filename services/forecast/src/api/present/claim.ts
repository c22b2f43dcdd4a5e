import { claimSchema, measureSchema } from '@casus/claims';
import { describe } from '@casus/claims/english';
import type { ClaimQuestion } from '@casus/claims';
import type { QuestionRow } from '@casus/domain/questions';

/** What the engine is asked; undefined for a question that a human decides, or whose claim is no claim. */
export function askedOf({ kind, claim, coverage }: QuestionRow['definition']): ClaimQuestion | undefined {
  const sources = coverage.map(({ source, types }) => ({ source, ...(types && { types }) }));
  if (kind === 'numeric') {
    const measure = measureSchema.safeParse(claim);
    return measure.success ? { kind, claim: measure.data, coverage: sources } : undefined;
  }
  const parsed = claimSchema.safeParse(claim);
  return parsed.success ? { kind, claim: parsed.data, coverage: sources } : undefined;
}

/** The claim in English; null for a question that a human decides. */
export function claimText(definition: QuestionRow['definition']): string | null {
  const asked = askedOf(definition);
  return asked ? describe(asked.claim) : null;
}
