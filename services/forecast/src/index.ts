export { apiRoutes } from './api/index.ts';
export type { ApiContext } from './api/index.ts';
export { start } from './start.ts';
export type { Forecast } from './start.ts';
export { startOutbox } from './outbox/start-outbox.ts';
export type { OutboxOptions } from './outbox/start-outbox.ts';
export { startResolver } from './resolver/start-resolver.ts';
export type { Worker } from './worker.ts';
