export { evidenceOf } from './evidence-of.ts';
export type { WorldRows } from './evidence-of.ts';
export { BeforeSnapshot, WorldMemory } from './world-memory.ts';
export type { EventMask, WorldChanges } from './changes.ts';
export type { WorldSnapshot } from './world-memory.ts';
