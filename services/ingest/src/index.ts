export { start } from './start.ts';
export type { Ingest } from './start.ts';
export type { IngestContext } from './context.ts';
