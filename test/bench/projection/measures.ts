import { startProjector } from '@casus/projection';
import type { Projection } from '@casus/projection';
import type { EventLog } from '@casus/log';
import pg from 'pg';
import { Statements } from './statements.ts';

export interface Measured {
  /** Records a second of the projector, and of the same statements sent again without it. */
  readonly own: number;
  readonly peer: number;
}

export interface CatchUp {
  readonly url: string;
  readonly log: EventLog;
  readonly projections: readonly Projection[];
  readonly records: number;
  readonly largestBatch?: number;
}

/** Folds the log from zero; then empties the tables, and sends the very statements again on one connection. */
export async function measureCatchUp({
  url,
  log,
  projections,
  records,
  largestBatch,
}: CatchUp): Promise<Measured> {
  const pool = quietPool(url);
  const statements = new Statements();
  statements.listenTo(pool);
  const began = performance.now();
  {
    const options = { pool, log, projections, clock: Date.now, owner: 'bench' };
    await using projector = await startProjector({
      ...options,
      ...(largestBatch !== undefined && { largestBatch }),
    });
    await Promise.race([projector.caughtUp, projector.failed]);
  }
  const ownMs = performance.now() - began;
  const client = await pool.connect();
  await empty(client);
  const peerMs = await statements.replay(client);
  await client.query('drop schema g1 cascade; drop schema read cascade; drop schema projection cascade');
  client.release();
  await pool.end();
  return { own: (records / ownMs) * 1_000, peer: (records / peerMs) * 1_000 };
}

export function quietPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 12 });
  pool.on('error', () => undefined);
  return pool;
}

async function empty(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'g1' and tablename <> 'checkpoints'`,
  );
  for (const { name } of rows) await client.query(`truncate g1."${name}"`);
  await client.query(`update g1.checkpoints set next_offset = 0, last_id = '', log_time = 0`);
  await client.query('checkpoint');
}
