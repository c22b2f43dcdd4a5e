export { healthRoutes } from './health-routes.ts';
export { openAdapters } from './open-adapters.ts';
export type { Adapters } from './open-adapters.ts';
export { openPublisher } from './open-publisher.ts';
export { runService, untilEnded } from './run-service.ts';
export { serveHealth } from './serve-health.ts';
export { serveRoutes } from './serve-routes.ts';
export { serviceVariables } from './variables.ts';
export type { ServiceConfiguration } from './variables.ts';
