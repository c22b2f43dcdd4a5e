export { actText } from './act.ts';
export type { Act } from './act.ts';
export { describe } from './describe.ts';
export { explain } from './explain.ts';
export type { Names } from './words.ts';
