import { startStandalone } from '@casus/standalone';
import type { Standalone } from '@casus/standalone';
import type { Pool } from 'pg';

/** A Casus in this process on a database that stays when it ends. */
export async function startOn(url: string, demonstration: boolean): Promise<Standalone> {
  return startStandalone({
    DATABASE_URL: url,
    CASUS_DEMO: demonstration,
    CASUS_HOST: '127.0.0.1',
    CASUS_PORT: 0,
    CASUS_DATA_DIR: '',
    CASUS_LOG_LEVEL: 'error',
    dataDir: '',
  });
}

/** Waits until a second passes in which nothing is appended, and everything is folded and told. */
export async function atRest(pool: Pool): Promise<void> {
  const state = async (): Promise<string> => {
    const { rows } = await pool.query(
      `select (select json_agg(heads order by topic, partition) from log.heads) as heads,
        (select json_agg(next_offset order by topic, partition) from read.checkpoints) as folded,
        (select json_agg(next_offset order by topic, partition) from outbox.checkpoints) as told`,
    );
    return JSON.stringify(rows);
  };
  for (let before = '', now = await state(); before !== now;) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    before = now;
    now = await state();
  }
}
