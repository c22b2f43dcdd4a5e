export { verify } from './verify.ts';
export type { Check, Hash } from './verify.ts';
export type { Bundle } from './bundle.ts';
