export { openEmbeddedPostgres } from './embedded.ts';
export type { EmbeddedOptions, EmbeddedPostgres } from './embedded.ts';
