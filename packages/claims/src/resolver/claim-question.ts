import type { QuestionDefinition } from '@casus/domain/records';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { claimSchema, measureSchema } from '../language/schema.ts';

/** What the engine is asked; undefined for what a human resolves, and for a claim that is no claim. */
export function claimQuestionOf(definition: QuestionDefinition): ClaimQuestion | undefined {
  const { kind, claim } = definition;
  const coverage = definition.coverage.map(({ source, types }) => ({ source, ...(types && { types }) }));
  if (kind === 'numeric') {
    const measure = measureSchema.safeParse(claim);
    return measure.success ? { kind, claim: measure.data, coverage } : undefined;
  }
  const parsed = claimSchema.safeParse(claim);
  return parsed.success ? { kind, claim: parsed.data, coverage } : undefined;
}
