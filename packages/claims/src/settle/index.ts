export { dueAt, firstDecidedAt, follow, notYetSaid, observe, pass } from './follow.ts';
export type { Following, Settled, SettlingRule, Step, WorldMoment } from './follow.ts';
