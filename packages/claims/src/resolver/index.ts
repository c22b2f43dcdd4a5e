export { claimQuestionOf } from './claim-question.ts';
export { EventBudget } from './event-budget.ts';
export { rememberedWorld } from './remembered-world.ts';
export { Resolver } from './resolver.ts';
export type { ResolverSnapshot } from './resolver-snapshot.ts';
export type { ResolverOptions, Speech } from './resolver.ts';
export type { RememberedWorld } from './remembered-world.ts';
