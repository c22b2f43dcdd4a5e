import type pg from 'pg';

/** Runs the work in one transaction; a connection on which anything failed is not used again. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  begin = 'begin',
): Promise<Result> {
  const client = await pool.connect();
  client.on('error', ignoreBreak);
  let broken = true;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    broken = false;
    return result;
  } finally {
    client.off('error', ignoreBreak);
    client.release(broken);
  }
}

/** The query under way, or the next one, fails too; without a listener the process would end. */
function ignoreBreak(): void {}
