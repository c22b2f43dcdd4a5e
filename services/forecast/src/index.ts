export { apiRoutes } from './api/index.ts';
export type { ApiContext } from './api/index.ts';
