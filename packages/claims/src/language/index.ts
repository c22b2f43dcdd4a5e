export { askedDays } from '../engine/days.ts';
export { compileAsked } from './compile-claim.ts';
export type { KnownType, Vocabulary } from './vocabulary.ts';
export type { AskedDraft } from './compile-claim.ts';
