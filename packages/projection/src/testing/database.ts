import { postgresLog } from '@casus/log';
import type { EventLog } from '@casus/log';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import type { Projection } from '../declare/projection.ts';
import { compareTables } from '../proof/compare-tables.ts';
import type { Difference } from '../proof/compare-tables.ts';
import { foldFromZero } from '../proof/fold-from-zero.ts';
import { allDelivered } from './toy-log.ts';
import { storableToys } from './toy.ts';

/** A database of its own with a log in it. */
export interface ToyDatabase extends AsyncDisposable {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly log: EventLog;
}

export async function toyDatabase(partitions = 2): Promise<ToyDatabase> {
  const database = await freshDatabase();
  const pool = quietPool(database.url);
  const log = await postgresLog({ pool, partitions: { world: 1, questions: partitions } });
  return {
    url: database.url,
    pool,
    log,
    async [Symbol.asyncDispose]() {
      await log[Symbol.asyncDispose]();
      await pool.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

export function quietPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 12 });
  pool.on('error', () => undefined);
  return pool;
}

/** Where the tables of a generation differ from a fold of the whole log. */
export async function differences(
  { pool, log }: ToyDatabase,
  schema = 'g1',
  projections: readonly Projection[] = storableToys,
): Promise<readonly Difference[]> {
  const folded = foldFromZero(projections, await allDelivered(log));
  return compareTables({ pool, schema, projections, folded });
}
