import type { Pool } from 'pg';

/** Any number that no other lock of the database uses. */
const makingLock = 0x61_63_63_74;

/** Runs statements of the kind `create … if not exists`, whole or not at all; safe from several processes at once. */
export async function makeTables(pool: Pool, statements: readonly string[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [makingLock]);
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
