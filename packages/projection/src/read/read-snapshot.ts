import type pg from 'pg';
import { inTransaction } from '../store/transaction.ts';

/**
 * Reads in one snapshot: all queries of the work see the same positions of one generation. A swap to another
 * generation waits for it, so the work is short.
 */
export async function readSnapshot<Result>(
  pool: pg.Pool,
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const readOnly = 'begin isolation level repeatable read, read only';
  return inTransaction(
    pool,
    async (client) => {
      await client.query('select number from read.generation');
      return work(client);
    },
    readOnly,
  );
}
