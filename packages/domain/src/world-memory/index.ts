export { evidenceOf } from './evidence-of.ts';
export type { WorldRows } from './evidence-of.ts';
export { WorldMemory } from './world-memory.ts';
export type { EventMask, WorldChanges } from './changes.ts';
