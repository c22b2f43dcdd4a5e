export { assertShown, conclude } from './prove.ts';
export { certificate } from '../certificate.ts';
export { Refused } from '../refusal.ts';
