import type { QuestionDefinition } from '@casus/domain/records';
import { isClaimDecided } from '@casus/domain/questions';
import type { AskedBy, ClaimQuestion } from '../engine/outcome.ts';
import { choiceSchema, claimSchema, measureSchema, timeSchema } from '../language/schema.ts';

/** What the engine is asked; undefined for what a human resolves, and for a claim that is no claim. */
export function claimQuestionOf(definition: QuestionDefinition): ClaimQuestion | undefined {
  const coverage = definition.coverage.map(({ source, types }) => ({ source, ...(types && { types }) }));
  const asked = isClaimDecided(definition) ? askedBy(definition) : undefined;
  return asked && { ...asked, coverage };
}

function askedBy({ kind, claim, days, options }: QuestionDefinition): AskedBy | undefined {
  if (kind === 'binary') {
    const { data } = claimSchema.safeParse(claim);
    return data && { kind, claim: data };
  }
  if (kind === 'numeric') {
    const { data } = measureSchema.safeParse(claim);
    return data && { kind, claim: data };
  }
  if (kind === 'date') {
    const { data } = timeSchema.safeParse(claim);
    return data && days && { kind, claim: data, days };
  }
  const { data } = choiceSchema.safeParse({ op: 'choice', options });
  return data && { kind, claim: data };
}
