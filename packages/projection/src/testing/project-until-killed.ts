import { postgresLog } from '@casus/log';
import pg from 'pg';
import { startProjector } from '../run/projector.ts';
import { toyProjections } from './toy.ts';

/*
 * A projector in a process of its own, `project-until-killed URL STATEMENT WHEN`: kills itself with SIGKILL at the
 * projector's STATEMENT-th statement (0: never), `before` it is sent or while it is `sent`. Small batches, so that
 * it comes to many commits. Prints `started`, and `caught up`.
 */
const [url = '', statement = '0', when = 'before'] = process.argv.slice(2);
const partitions = { world: 1, questions: 2 };
const log = await postgresLog({ connectionString: url, partitions });
const pool = new pg.Pool({ connectionString: url });
pool.on('connect', dieAt(Number(statement), when));
const projector = await startProjector({
  pool,
  log,
  largestBatch: 3,
  projections: toyProjections,
  clock: Date.now,
  owner: 'the only one',
});
process.stdout.write('started\n');
await Promise.race([projector.caughtUp, projector.failed]);
process.stdout.write('caught up\n');
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
