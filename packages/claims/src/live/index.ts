export { LiveClaims } from './live-claims.ts';
export type { LiveClaim } from './live-claim.ts';
export type { Surroundings } from './surroundings.ts';
export { takeChanges } from './take-changes.ts';
