export { greeting } from './greeting.ts';
export { startStandalone } from './start.ts';
export type { Standalone, StandaloneOptions } from './start.ts';
