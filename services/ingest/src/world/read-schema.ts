import type { Pool } from 'pg';
import { NotReady } from './not-ready.ts';

/** Codes of Postgres for a table, and for a schema, that is not there. */
const missing = new Set(['42P01', '3F000']);

/**
 * Rows of a query on the views of the read schema.
 * @throws {NotReady} the projector has not made the views yet
 */
export async function readRows(pool: Pool, text: string, values: unknown[] = []): Promise<unknown[]> {
  try {
    const { rows } = await pool.query<Record<string, unknown>>(text, values);
    return rows;
  } catch (error) {
    if (error instanceof Error && 'code' in error && missing.has(String(error.code)))
      throw new NotReady('the read schema has no views yet', { cause: error });
    throw error;
  }
}
