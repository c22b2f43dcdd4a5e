export { start } from './start.ts';
export type { Ingest } from './start.ts';
export type { IngestContext } from './context.ts';
export { icewsRow, readIcewsRow } from './readers/icews.ts';
export type { IcewsRow } from './readers/icews.ts';
