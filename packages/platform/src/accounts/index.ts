export { keysIn } from './keys.ts';
export type { IssuedKey, KeyRow, Keys, NewKey } from './keys.ts';
export { mayAct, roles } from './principal.ts';
export type { Principal, Role } from './principal.ts';
export { migrateAccounts } from './schema.ts';
export { textsIn } from './texts.ts';
export type { TextRef, Texts } from './texts.ts';
