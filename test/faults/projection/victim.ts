import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { postgresLog } from '@casus/log';
import { startProjector } from '@casus/projection';
import { toyProjections } from '@casus/projection/testing';
import pg from 'pg';
import { seededRandom } from '../random.ts';
import { doublingLog } from './doubling-log.ts';

/*
 * A projector in a process of its own: says `ready`, waits for a line `URL STATEMENT WHEN SEED`, and kills itself with
 * SIGKILL at the projector's STATEMENT-th statement, `before` it is sent or while it is `sent`.
 */
const lines = createInterface({ input: process.stdin });
process.stdout.write('ready\n');
const [line] = (await once(lines, 'line')) as [string];
const [url = '', statement = '1', when = 'before', seed = '1'] = line.split(' ');
const pool = new pg.Pool({ connectionString: url, max: 8 });
pool.on('error', () => undefined);
pool.on('connect', dieAt(Number(statement), when));
const log = await postgresLog({ connectionString: url, partitions: { world: 1, questions: 2 } });
const projector = await startProjector({
  pool,
  log: doublingLog(log, seededRandom(Number(seed))),
  projections: toyProjections,
  clock: Date.now,
  owner: 'shared',
  leaseMs: 300,
  largestBatch: 4,
});
await projector.failed;

/** Counts what goes through any connection, and dies at the one. */
function dieAt(last: number, moment: string): (client: pg.PoolClient) => void {
  let sent = 0;
  const die = (): boolean => process.kill(process.pid, 'SIGKILL');
  return (client) => {
    const query: (...values: unknown[]) => unknown = client.query.bind(client);
    const counting = (...values: unknown[]): unknown => {
      sent += 1;
      if (sent === last && moment === 'before') die();
      if (sent === last) setImmediate(die);
      return query(...values);
    };
    Object.assign(client, { query: counting });
  };
}
