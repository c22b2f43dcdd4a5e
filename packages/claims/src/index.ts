export { compileClaim, compileMeasure } from './language/compile-claim.ts';
export type { Compiled } from './language/compile-claim.ts';
export type { Refusal } from './language/draft.ts';
export { claimSchema, measureSchema } from './language/schema.ts';
export type { Claim, Measure } from './language/terms.ts';
export { reachOf } from './language/reach.ts';
export type { CoverageSource } from './engine/coverage.ts';
export type { ClaimQuestion } from './engine/outcome.ts';
