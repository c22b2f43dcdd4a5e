export { freshDatabase, schemaFor } from './postgres.ts';
export type { TestDatabase, TestSchema } from './postgres.ts';
