export { joinEmbeddedPostgres, openEmbeddedPostgres } from './embedded.ts';
export type { EmbeddedOptions, EmbeddedPostgres } from './embedded.ts';
export { makeTables } from './make-tables.ts';
export { openPool } from './pool.ts';
export type { Pool, PoolOptions } from './pool.ts';
export { openPostgres } from './open-postgres.ts';
export type { Postgres, PostgresChoice } from './open-postgres.ts';
