export { firstKeys } from './first-keys.ts';
export type { FirstKey } from './first-keys.ts';
export { keyLines } from './key-lines.ts';
export { start } from './start.ts';
