import type { Choice, Claim, Measure, Pattern } from '@casus/claims/terms';

/** Every pattern of a claim. */
export function patternsIn(claim: Claim | Measure | Choice): readonly Pattern[] {
  const found: Pattern[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isPattern(value)) found.push(value);
    for (const each of Object.values(value)) visit(each);
  };
  visit(claim);
  return found;
}

function isPattern(value: object): value is Pattern {
  return 'op' in value && value.op === 'match';
}
