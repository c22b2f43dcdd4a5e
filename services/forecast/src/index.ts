export { apiRoutes } from './api/index.ts';
export type { ApiContext } from './api/index.ts';
export { start } from './start.ts';
export type { Forecast } from './start.ts';
