export { start } from './start.ts';
export type { Forecast } from './start.ts';
