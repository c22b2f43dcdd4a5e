export { askedDays } from '../engine/days.ts';
export { warningsOf } from './actor-names.ts';
export type { KnownActors } from './actor-names.ts';
export { compileAsked } from './compile-claim.ts';
export type { KnownType, Vocabulary } from './vocabulary.ts';
export type { AskedDraft } from './compile-claim.ts';
