export { askedDraft, parseText, termDraft } from './parse.ts';
export type { ParsedText, TextRefusal } from './parse.ts';
export { printAsked } from './print.ts';
